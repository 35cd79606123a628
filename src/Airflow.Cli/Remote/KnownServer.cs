namespace Airflow.Cli.Remote;

/// <summary>A server that somebody has logged in to.</summary>
internal sealed record KnownServer(string Name, Uri Address, string Token);
