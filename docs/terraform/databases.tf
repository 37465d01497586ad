# A database in the clear, one under a key, a snapshot sealed by copying it, and what is restored from that.
resource "aws_kms_key" "sealed" {
  description             = "what snapshots are sealed under"
  deletion_window_in_days = 7
}
resource "aws_kms_alias" "sealed" {
  name          = "alias/rds-backup-key"
  target_key_id = aws_kms_key.sealed.key_id
}
locals {
  engines = toset(["postgres", "mariadb"])
}
resource "aws_db_instance" "plain" {
  for_each            = local.engines
  identifier          = "plain-${each.key}"
  engine              = each.key
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  username            = "shopkeeper"
  password            = "correct-horse"
  db_name             = "shop"
  skip_final_snapshot = true
  apply_immediately   = true
}
resource "aws_db_instance" "vault" {
  for_each                = local.engines
  identifier              = "vault-${each.key}"
  engine                  = each.key
  instance_class          = "db.t3.micro"
  allocated_storage       = 20
  username                = "shopkeeper"
  password                = "correct-horse"
  storage_encrypted       = true
  kms_key_id              = aws_kms_key.k.arn
  backup_retention_period = 1
  skip_final_snapshot     = true
  tags                    = { team = "db" }
}
resource "aws_db_snapshot" "legacy" {
  for_each               = local.engines
  db_instance_identifier = aws_db_instance.plain[each.key].identifier
  db_snapshot_identifier = "legacy-${each.key}"
}
resource "aws_db_snapshot_copy" "sealed" {
  for_each                      = local.engines
  source_db_snapshot_identifier = aws_db_snapshot.legacy[each.key].db_snapshot_arn
  target_db_snapshot_identifier = "sealed-${each.key}"
  kms_key_id                    = aws_kms_key.sealed.arn
}
resource "aws_db_instance" "restored" {
  for_each            = local.engines
  identifier          = "restored-${each.key}"
  snapshot_identifier = aws_db_snapshot_copy.sealed[each.key].target_db_snapshot_identifier
  instance_class      = "db.t3.micro"
  storage_encrypted   = true # as the snapshot is: the provider takes silence for no
  skip_final_snapshot = true
}
