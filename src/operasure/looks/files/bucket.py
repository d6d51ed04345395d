"""A bucket of S3, or of anything that speaks its protocol, with boto3 (the extra `s3`)."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from operasure.core import extras
from operasure.core.errors import UsageError
from operasure.looks.files.layout import PREFIX
from operasure.looks.files.model import ListedFile, Skipped, Unread

_CHUNK = 1 << 20
_IN_MEMORY = 8 << 20
_TIMEOUT = 30
_ATTEMPTS = 5
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_ROOM = "there was no space for a copy of it: free some space, or set TMPDIR to another folder"
_WORDS = {
    "AccessDenied": "access is denied to these credentials",
    "403": "access is denied to these credentials",
    "Forbidden": "access is denied to these credentials",
    "InvalidAccessKeyId": "the server does not know the access key",
    "SignatureDoesNotMatch": "the secret key is wrong, or a proxy changes the requests",
    "NoSuchBucket": "there is no such bucket",
    "404": "there is no such bucket",
    "PermanentRedirect": "the bucket is in another region: give --s3-region",
    "AuthorizationHeaderMalformed": "the bucket is in another region: give --s3-region",
    "ExpiredToken": "the credentials have expired",
    "RequestTimeTooSkewed": "the clocks of this machine and the server differ",
    "SlowDown": "the server is overloaded",
    "InternalError": "the server failed",
}
"""Codes of S3 (Amazon S3 API Reference, Error Responses) in words."""


@dataclass(frozen=True)
class Settings:
    """Where a bucket is, and with what to read it; `None` leaves it to boto3 and its own ways
    (AWS_* variables, profiles, the role of the machine)."""

    bucket: str
    endpoint: str | None = None
    region: str | None = None
    access_key: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)
    path_style: bool = False


def settings(
    bucket: str | None,
    endpoint: str | None,
    region: str | None,
    environment: Mapping[str, str],
    *,
    path_style: bool = False,
) -> Settings | None:
    """What is given, else OpenProject's own settings of its storage; None where neither names a
    bucket. Credentials come from the environment only.

    OpenProject writes `fog: credentials: aws_access_key_id` as
    OPENPROJECT_FOG_CREDENTIALS_AWS__ACCESS__KEY__ID
    (docs/installation-and-operations/configuration/README.md:398 of OpenProject 17.1).
    """

    def fog(name: str) -> str | None:
        return environment.get(f"OPENPROJECT_FOG_{name}") or None

    def credential(name: str) -> str | None:
        return fog(f"CREDENTIALS_{name}")

    is_fog = environment.get("OPENPROJECT_ATTACHMENTS__STORAGE", "").lstrip(":") == "fog"
    named = bucket or (fog("DIRECTORY") if is_fog else None)
    if named is None:
        return None
    provider = credential("PROVIDER")
    if bucket is None and provider and provider.upper() != "AWS":
        raise UsageError(
            f"OpenProject stores its files with {provider}, which is not S3: copy the files to a "
            f"directory and give --attachments-dir"
        )
    own = endpoint is None  # a server that is named is not sent the keys of another
    return Settings(
        named,
        endpoint or credential("ENDPOINT") or _host(credential),
        region or credential("REGION") or environment.get("AWS_REGION"),
        credential("AWS__ACCESS__KEY__ID") if own or not _has_aws(environment) else None,
        credential("AWS__SECRET__ACCESS__KEY") if own or not _has_aws(environment) else None,
        path_style or credential("PATH__STYLE") in {"true", "1"},
    )


def _has_aws(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("AWS_ACCESS_KEY_ID") or environment.get("AWS_PROFILE"))


def _host(credential: Any) -> str | None:
    host = credential("HOST")
    if host is None:
        return None
    port = credential("PORT")
    return f"{credential('SCHEME') or 'https'}://{host}" + (f":{port}" if port else "")


@dataclass(frozen=True)
class Bucket:
    """The files of an OpenProject in a bucket: every key that begins with `uploads/`."""

    settings: Settings

    @property
    def place(self) -> str:
        return "a bucket"

    @cached_property
    def _client(self) -> Any:
        try:
            import boto3  # noqa: PLC0415  (an extra)
            from botocore.config import Config  # noqa: PLC0415
        except ImportError:
            raise UsageError(f"S3 needs boto3: {extras.install('s3')}") from None
        given = self.settings
        config = Config(
            s3={"addressing_style": "path" if given.path_style else "auto"},
            connect_timeout=_TIMEOUT,
            read_timeout=_TIMEOUT,
            retries={"mode": "standard", "max_attempts": _ATTEMPTS},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        try:
            return boto3.session.Session().client(
                "s3",
                endpoint_url=given.endpoint,
                region_name=given.region or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1",
                aws_access_key_id=given.access_key,
                aws_secret_access_key=given.secret_key,
                config=config,
            )
        except ValueError:
            raise UsageError(
                "--s3-endpoint is not an address; give one like https://host"
            ) from None

    def __getstate__(self) -> dict[str, Any]:
        """Without the client, which each process makes for itself."""
        return {"settings": self.settings}

    def check(self) -> None:
        """Raise UsageError where the bucket can't be listed."""
        try:
            self._client.list_objects_v2(Bucket=self.settings.bucket, Prefix=PREFIX, MaxKeys=1)
        except UsageError:
            raise
        except Exception as error:
            raise UsageError(f"the bucket can't be listed: {_told(error)}") from None

    def listed(self) -> Iterator[ListedFile | Skipped]:
        """Page by page (ListObjectsV2)."""
        try:
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.settings.bucket, Prefix=PREFIX
            )
            for page in pages:
                for entry in page.get("Contents", ()):
                    key = str(entry["Key"]).removeprefix(PREFIX)
                    if key and not key.endswith("/"):
                        yield ListedFile(key.encode(errors="surrogateescape"), int(entry["Size"]))
        except GeneratorExit:
            raise
        except Exception as error:
            yield Skipped(_told(error), ends=True)

    def open(self, key: bytes, largest: int) -> BinaryIO:
        """A copy of the object in a temporary file without a name."""
        copy = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (the caller closes it)
        size = 0
        try:
            name = PREFIX + key.decode(errors="surrogateescape")
            answer = self._client.get_object(Bucket=self.settings.bucket, Key=name)
            if answer.get("ContentLength", 0) > largest:
                raise Unread(f"it has more than {largest >> 20} MB")
            for chunk in answer["Body"].iter_chunks(_CHUNK):
                size += len(chunk)
                if size > largest:
                    raise Unread(f"it has more than {largest >> 20} MB")
                copy.write(chunk)
        except Unread:
            copy.close()
            raise
        except Exception as error:
            with suppress(OSError):
                copy.close()
            if isinstance(error, OSError) and error.errno in _FULL:
                raise Unread(NO_ROOM) from None
            raise Unread(f"the server did not send it: {_told(error)}") from None
        copy.seek(0)
        return cast("BinaryIO", copy)


def _told(error: Exception) -> str:
    """An error of boto3 in words, without address, bucket or key."""
    from botocore import exceptions as e  # noqa: PLC0415

    if isinstance(error, e.ClientError):
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code == "NoSuchKey":
            return "it was removed before it could be read"
        plain = code if code.isalnum() and len(code) < 60 else "with no code"
        return _WORDS.get(code, f"the server answered with error {plain}")
    if isinstance(error, e.NoCredentialsError | e.PartialCredentialsError):
        return (
            "there are no credentials: set OpenProject's OPENPROJECT_FOG_CREDENTIALS_… or "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        )
    if isinstance(error, e.ParamValidationError):
        return "its name is not a valid name of a bucket"
    if isinstance(error, e.SSLError):
        return "the server's certificate is not trusted (set AWS_CA_BUNDLE to its authority)"
    if isinstance(error, e.HTTPClientError | e.EndpointConnectionError):
        return "there is no connection to the server, or it was lost"
    return "the server's answer can't be understood"
