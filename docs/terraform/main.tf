terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
variable "endpoint" {}
provider "aws" {
  region = "us-east-1"
  endpoints {
    kms = var.endpoint
    iam = var.endpoint
    sts = var.endpoint
    rds = var.endpoint

    organizations = var.endpoint
  }
}
provider "aws" {
  alias  = "eu"
  region = "eu-west-1"
  endpoints {
    kms = var.endpoint
    iam = var.endpoint
    sts = var.endpoint
  }
}
resource "aws_kms_key" "k" {
  description             = "backup"
  enable_key_rotation     = true
  deletion_window_in_days = 7
  tags                    = { team = "db" }
}
resource "aws_kms_alias" "a" {
  name          = "alias/tf-key"
  target_key_id = aws_kms_key.k.key_id
}
resource "aws_iam_role" "r" {
  name               = "tf-sealer"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}
resource "aws_iam_policy" "p" {
  name   = "tf-policy"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:*", Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "rpa" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_user" "u" { name = "tf-user" }
resource "aws_kms_grant" "g" {
  name              = "tf-grant"
  key_id            = aws_kms_key.k.key_id
  grantee_principal = aws_iam_role.r.arn
  operations        = ["Encrypt", "Decrypt"]
}
resource "aws_kms_key" "m" {
  description             = "multi"
  multi_region            = true
  deletion_window_in_days = 7
}
resource "aws_kms_replica_key" "rk" {
  provider                = aws.eu
  description             = "replica"
  primary_key_arn         = aws_kms_key.m.arn
  deletion_window_in_days = 7
}
resource "aws_organizations_organization" "o" {
  enabled_policy_types = ["SERVICE_CONTROL_POLICY"]
}
resource "aws_organizations_organizational_unit" "ou" {
  name      = "databases"
  parent_id = aws_organizations_organization.o.roots[0].id
}
# Removed, not closed, on destroy: an organization with closed accounts in it is not deleted.
resource "aws_organizations_account" "acc" {
  name      = "ledger"
  email     = "ledger@example.com"
  parent_id = aws_organizations_organizational_unit.ou.id
  tags      = { team = "db" }
}
resource "aws_organizations_policy" "scp" {
  depends_on = [aws_organizations_organization.o]

  name    = "keep-keys"
  content = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "kms:ScheduleKeyDeletion", Resource = "*" }] })
}
resource "aws_organizations_policy_attachment" "scp" {
  policy_id = aws_organizations_policy.scp.id
  target_id = aws_organizations_organizational_unit.ou.id
}
