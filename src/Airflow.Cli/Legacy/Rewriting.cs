namespace Airflow.Cli.Legacy;

/// <summary>An old command line in present words; null words mean that it is refused, and the notice says why.</summary>
internal sealed record Rewriting(string[]? Words, string Notice);
