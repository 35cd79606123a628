namespace Airflow.Server.Api.Bulk;

/// <summary>Why an action, or a part of it, was not done.</summary>
internal sealed record BulkError(string Error, int StatusCode);
