namespace Airflow.Server.Api;

/// <summary>What a parameter holds.</summary>
internal enum ApiKind
{
    Text,
    Integer,
    Number,
    Flag,
    Time,
    Id,
}
