"""What the walks share: clients of one private region, waiting, refusals, and the engines' own command-line clients."""

import json
import os
import pathlib
import subprocess
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

HERE, THERE = "us-east-1", "eu-west-1"
USER, PASSWORD, DATABASE = "shopkeeper", "correct-horse", "shop"
ROWS = 500
SNAPSEAL = pathlib.Path(__file__).parents[2] / "snapseal"
ENDPOINT = os.environ.get("AWS_ENDPOINT_URL") or exit('run eval "$(./snapseal env)" first')
POLL_SECONDS, LIMIT_SECONDS = 0.1, 180


def client(service, region=HERE, **keys):
    return boto3.client(service, region_name=region, endpoint_url=ENDPOINT, config=Config(retries={"max_attempts": 1}), **keys)


def line(number, what):
    print(f"{number:>2}  {what}", flush=True)


def must(condition, what):
    if not condition:
        raise SystemExit(f"not so: {what}")


def refused(code, call, **arguments):
    """The call must fail with that code; `snapseal explain` must know its cause and fix."""
    try:
        call(**arguments)
    except ClientError as error:
        found = error.response["Error"]["Code"]
        must(found == code, f"refused with {found}, not {code}: {error}")
        explained = snapseal("explain", code)
        must("cause:" in explained and "fix:" in explained, f"explain {code} says cause and fix: {explained}")
        return error.response["Error"]["Message"]
    raise SystemExit(f"{call.__name__} should have been refused with {code}")


def snapseal(*arguments, **streams):
    return subprocess.run([str(SNAPSEAL), *arguments], check=True, stdout=subprocess.PIPE, **streams).stdout.decode()


def until(wanted, status):
    """Waits until a status is as wanted; fails at once on one from which nothing comes back."""
    end = time.monotonic() + LIMIT_SECONDS
    while (now := status()) != wanted:
        must(now != "failed" and time.monotonic() < end, f"it is {now}, not {wanted}")
        time.sleep(POLL_SECONDS)


def until_gone(describe, **named):
    end = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < end:
        try:
            describe(**named)
        except ClientError as error:
            must("NotFound" in error.response["Error"]["Code"], str(error))
            return
        time.sleep(POLL_SECONDS)
    raise SystemExit(f"still there: {named}")


def key_with_alias(region=HERE, alias="alias/rds-backup-key"):
    kms = client("kms", region)
    key = kms.create_key(Description="protects database backups")["KeyMetadata"]
    kms.create_alias(AliasName=alias, TargetKeyId=key["KeyId"])
    must(key["KeySpec"] == "SYMMETRIC_DEFAULT" and key["KeyUsage"] == "ENCRYPT_DECRYPT", "a symmetric key that encrypts and decrypts")
    return key["Arn"]


def a_user(name, *policies):
    """A user with these inline policies: the arguments of clients that sign as it."""
    iam = client("iam")
    iam.create_user(UserName=name)
    for number, policy in enumerate(policies):
        iam.put_user_policy(UserName=name, PolicyName=f"p{number}", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}


def allow(actions, resources="*"):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": resources}]}


def key_was_used(key, operation, resource):
    """The audit trail tells who used which key on which database, with which encryption context."""
    found = client("cloudtrail").lookup_events(LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": operation}])["Events"]
    events = [json.loads(event["CloudTrailEvent"]) for event in found]
    return any(key in json.dumps(e.get("resources", [])) + json.dumps(e["requestParameters"]) and resource in json.dumps(e["requestParameters"]) for e in events)


def query(engine, port, sql):
    """One statement by the engine's own client, as the master user, over TCP."""
    if "postgres" in engine:
        command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(port), "-U", USER, "-d", DATABASE, "-c", sql]
        secret = {"PGPASSWORD": PASSWORD}
    else:
        command = ["mariadb", "--no-defaults", "-N", "-B", "-h", "127.0.0.1", "-P", str(port), "-u", USER, DATABASE, "-e", sql]
        secret = {"MYSQL_PWD": PASSWORD}
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, **secret}).stdout.decode().strip()


def fill(engine, port):
    query(engine, port, "create table sale (id int primary key, item varchar(80))")
    values = ",".join(f"({n},'item {n}')" for n in range(ROWS))
    query(engine, port, f"insert into sale values {values}")


def rows(engine, port):
    return query(engine, port, "select count(*), sum(id), min(item), max(item) from sale")
