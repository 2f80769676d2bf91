flowers <- data.frame(Sepal.Length = c(5.1, 5.4, 5.4, 5.7, 5.4, 5, 4.8,  5, 5, 4.8, 7, 5.7, 5, 6.7, 5.9, 6.6, 5.5, 6, 5.5, 5.7, 6.3, 7.6,  6.5, 6.4, 6.9, 7.2, 7.4, 7.7, 6.7, 6.7), Sepal.Width = c(3.5,  3.9, 3.7, 4.4, 3.4, 3, 3.1, 3.2, 3.5, 3, 3.2, 2.8, 2, 3.1, 3.2,  3, 2.4, 3.4, 2.6, 3, 3.3, 3, 3.2, 3.2, 3.2, 3.2, 2.8, 3, 3.1,  3), Petal.Length = c(1.4, 1.7, 1.5, 1.5, 1.7, 1.6, 1.6, 1.2,  1.3, 1.4, 4.7, 4.5, 3.5, 4.4, 4.8, 4.4, 3.8, 4.5, 4.4, 4.2, 6,  6.6, 5.1, 5.3, 5.7, 6, 6.1, 6.1, 5.6, 5.2), Petal.Width = c(0.2,  0.4, 0.2, 0.4, 0.2, 0.2, 0.2, 0.2, 0.3, 0.3, 1.4, 1.3, 1, 1.4,  1.8, 1.4, 1.1, 1.6, 1.2, 1.2, 2.5, 2.1, 2, 2.3, 2.3, 1.8, 1.9,  2.3, 2.4, 2.3), Species = c("setosa", "setosa", "setosa", "setosa",  "setosa", "setosa", "setosa", "setosa", "setosa", "setosa", "versicolor",  "versicolor", "versicolor", "versicolor", "versicolor", "versicolor",  "versicolor", "versicolor", "versicolor", "versicolor", "virginica",  "virginica", "virginica", "virginica", "virginica", "virginica",  "virginica", "virginica", "virginica", "virginica"))
USArrests <- data.frame(Murder=c(13.2,10,8.1,8.8,9,7.9,3.3,5.9,15.4,17.4,5.3,2.6,10.4,7.2,2.2,6,9.7,15.4,2.1,11.3,4.4,12.1,2.7,16.1,9,6,4.3,12.2,2.1,7.4,11.4,11.1,13,0.8,7.3,6.6,4.9,6.3,3.4,14.4,3.8,13.2,12.7,3.2,2.2,8.5,4,5.7,2.6,6.8),Assault=c(236,263,294,190,276,204,110,238,335,211,46,120,249,113,56,115,109,249,83,300,149,255,72,259,178,109,102,252,57,159,285,254,337,45,120,151,159,106,174,279,86,188,201,120,48,156,145,81,53,161),UrbanPop=c(58,48,80,50,91,78,77,72,80,60,83,54,83,65,57,66,52,66,51,67,85,74,66,44,70,53,62,81,56,89,70,86,45,44,75,68,67,72,87,48,45,59,80,80,32,63,73,39,66,60),Rape=c(21.2,44.5,31,19.5,40.6,38.7,11.1,15.8,31.9,25.8,20.2,14.2,24,21,11.3,18,16.3,22.2,7.8,27.8,16.3,35.1,14.9,17.1,28.2,16.4,16.5,46,9.5,18.8,32.1,26.1,16.1,7.3,21.4,20,29.3,14.9,8.3,22.5,12.8,26.9,25.5,22.9,11.2,20.7,26.2,9.3,10.8,15.6), row.names = c("Alabama","Alaska","Arizona","Arkansas","California","Colorado","Connecticut","Delaware","Florida","Georgia","Hawaii","Idaho","Illinois","Indiana","Iowa","Kansas","Kentucky","Louisiana","Maine","Maryland","Massachusetts","Michigan","Minnesota","Mississippi","Missouri","Montana","Nebraska","Nevada","New Hampshire","New Jersey","New Mexico","New York","North Carolina","North Dakota","Ohio","Oklahoma","Oregon","Pennsylvania","Rhode Island","South Carolina","South Dakota","Tennessee","Texas","Utah","Vermont","Virginia","Washington","West Virginia","Wisconsin","Wyoming"))
p <- prcomp(USArrests)
p$sdev
summary(p)
p2 <- prcomp(USArrests, scale. = TRUE)
round(abs(p2$rotation), 3)
summary(p2)
p2$sdev
abs(p2$rotation)
abs(head(p2$x))
p2$center
p2$scale
summary(p2)$importance
summary(p2)$importance[2, ]
abs(prcomp(~ Murder + Assault, data = USArrests)$rotation)
abs(prcomp(USArrests, rank. = 2)$rotation)
prcomp(USArrests, center = FALSE)$center
p2$sdev^2 / sum(p2$sdev^2)
class(p)
names(p)
prcomp(data.frame(a = c(1, 2, NA), b = 1:3))
h <- hclust(dist(USArrests[1:10, ]))
h
h$merge
h$height
h$order
h$labels
cutree(h, k = 3)
cutree(h, h = 50)
cutree(h, k = 2:4)
table(cutree(h, 3))
h2 <- hclust(dist(scale(USArrests)), method = "average")
h2
h2$height[1:5]
h2$order
cutree(h2, 4)
hclust(dist(USArrests), method = "ward.D2")$height[40:49]
hclust(dist(USArrests), "single")$order
hclust(dist(USArrests), "ward.D")$height[45:49]
hclust(dist(USArrests), "mcquitty")$height[45:49]
hclust(dist(USArrests)^2, "centroid")$height[45:49]
hclust(dist(USArrests)^2, "median")$height[45:49]
hclust(USArrests)
set.seed(1)
k <- kmeans(flowers[, 1:4], 3)
k
k$size
k$centers
k$tot.withinss
set.seed(42)
k2 <- kmeans(scale(USArrests), centers = 4, nstart = 25)
k2$size
k2$cluster
k2$withinss
k2$betweenss / k2$totss
kmeans(c(1, 2, 10, 11, 12), centers = c(1, 10))
kmeans(flowers[, 1:2], centers = flowers[c(1, 12), 1:2])$size
set.seed(3)
kmeans(flowers[, 1:4], 1)$size
table(k$cluster, flowers$Species)
kmeans(flowers[, 1:4], 5000)
e <- list2env(list(a = 1, b = 2)); get("a", e)
