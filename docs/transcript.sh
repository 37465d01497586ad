# What the scripts beside it share: each command is printed, then what it answers. Not run by itself.
set -eu

aws() { command aws --endpoint-url "${AWS_ENDPOINT_URL:?run eval \"\$(./snapseal env)\" first}" "$@"; }

say() { printf '\n# %s\n' "$*"; }
run() {
  printf '$ %s\n' "$*"
  "$@"
}
refused() { # a command that must fail, and the code it must fail with
  code=$1
  shift
  printf '$ %s\n' "$*"
  if answer=$("$@" 2>&1); then
    echo "this should have been refused with $code: $answer" >&2
    exit 1
  fi
  case "$answer" in
    *"($code)"*) printf 'refused: %s\n' "$(printf '%s' "$answer" | sed -n 's/.*operation: //p')" ;;
    *)
      echo "refused, but not with $code: $answer" >&2
      exit 1
      ;;
  esac
}
signs() { # signs NAME: a user and its access key, kept in variables and never printed
  aws iam create-user --user-name "$1" --query User.Arn --output text
  set -- "$1" $(aws iam create-access-key --user-name "$1" --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)
  eval "id_$1=\$2 secret_$1=\$3"
}
as() { # as NAME COMMAND...: signed with that user's key
  eval "set -- \"\$id_$1\" \"\$secret_$1\" \"\$@\""
  id=$1 secret=$2
  shift 3
  (export AWS_ACCESS_KEY_ID="$id" AWS_SECRET_ACCESS_KEY="$secret" && "$@")
}
