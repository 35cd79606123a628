namespace Airflow.Server.Api.Deploying;

/// <summary>A file of a deployment: what becomes of it (unchanged, added, changed, removed), and the SHA-256 of what it is afterwards.</summary>
internal sealed record DeployFileResponse(string Path, string Change, string? Hash, long Size);
