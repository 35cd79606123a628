namespace Airflow.Cli.Daemons;

/// <summary>Where a service leaves its process number, its log and what it prints.</summary>
internal sealed record ServiceFiles(string Pid, string Log, string Out, string Error);
