namespace Airflow.Server.Tests.Api.Client;

/// <summary>What a generated record is for.</summary>
internal enum ClientRecordKind
{
    Answer,
    Body,
    Query,
}
