using Airflow.Cli.Output;

namespace Airflow.Cli.Commands.Info;

/// <summary>A part of airflow info: its title for people, its key for programs.</summary>
internal sealed record InfoSection(string Title, string Key, Row Values);
