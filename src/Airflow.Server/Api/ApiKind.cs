namespace Airflow.Server.Api;

/// <summary>What a parameter holds.</summary>
internal enum ApiKind
{
    Text,
    Integer,
    Number,
    Flag,
    Time,
    /// <summary>A day of the calendar.</summary>
    Date,
    Id,
}
