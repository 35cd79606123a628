namespace Airflow.Cli.Completion;

/// <summary>A word that may follow a path of commands.</summary>
/// <param name="Path">The words before it without the program: "" or "dags" or "dags list".</param>
internal sealed record CompletedWord(string Path, string Word, string Summary);
