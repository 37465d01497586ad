# Aurora: a cluster in the clear and what seals it, which is restoring its snapshot with a key; one under a key of its own; one that names none.
locals {
  flavours = toset(["aurora-postgresql"])
}
resource "aws_rds_cluster" "plain" {
  for_each            = local.flavours
  cluster_identifier  = "plain-${each.key}"
  engine              = each.key
  master_username     = "shopkeeper"
  master_password     = "correct-horse"
  database_name       = "shop"
  storage_encrypted   = false
  skip_final_snapshot = true
}
resource "aws_rds_cluster" "owned" {
  for_each            = local.flavours
  cluster_identifier  = "owned-${each.key}"
  engine              = each.key
  master_username     = "shopkeeper"
  master_password     = "correct-horse"
  skip_final_snapshot = true
}
resource "aws_rds_cluster" "vault" {
  for_each              = local.flavours
  cluster_identifier    = "vault-${each.key}"
  engine                = each.key
  master_username       = "shopkeeper"
  master_password       = "correct-horse"
  storage_encrypted     = true
  kms_key_id            = aws_kms_key.sealed.arn
  copy_tags_to_snapshot = true
  skip_final_snapshot   = true
  tags                  = { team = "db" }
}
resource "aws_rds_cluster_instance" "writer" {
  for_each           = local.flavours
  identifier         = "vault-${each.key}-1"
  cluster_identifier = aws_rds_cluster.vault[each.key].cluster_identifier
  engine             = each.key
  instance_class     = "db.r6g.large"
}
resource "aws_rds_cluster_instance" "reader" {
  for_each           = local.flavours
  identifier         = "vault-${each.key}-2"
  cluster_identifier = aws_rds_cluster.vault[each.key].cluster_identifier
  engine             = each.key
  instance_class     = "db.r6g.large"
  promotion_tier     = 2
  depends_on         = [aws_rds_cluster_instance.writer]
}
resource "aws_db_cluster_snapshot" "legacy" {
  for_each                       = local.flavours
  db_cluster_identifier          = aws_rds_cluster.plain[each.key].cluster_identifier
  db_cluster_snapshot_identifier = "legacy-${each.key}"
}
resource "aws_rds_cluster" "restored" {
  for_each            = local.flavours
  cluster_identifier  = "restored-${each.key}"
  engine              = each.key
  snapshot_identifier = aws_db_cluster_snapshot.legacy[each.key].db_cluster_snapshot_arn
  kms_key_id          = aws_kms_key.sealed.arn
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_cluster_snapshot" "sealed" {
  for_each                       = local.flavours
  db_cluster_identifier          = aws_rds_cluster.restored[each.key].cluster_identifier
  db_cluster_snapshot_identifier = "sealed-${each.key}"
}
