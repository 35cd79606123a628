using System.Collections;
using Airflow.Engine.Configuration;
using Airflow.Engine.Coordination;
using Airflow.Storage;

namespace Airflow.Cli.Commands;

/// <summary>The world outside a command: streams, environment variables, clock.</summary>
internal sealed record CommandEnvironment
{
    public required ConsoleStreams Console { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Opens the metadata database.</summary>
    public Func<AirflowConfiguration, AirflowStores> OpenStores { get; init; } =
        static configuration => AirflowDatabase.Open(DatabaseOptions.Of(configuration));

    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static CommandEnvironment OfProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        var clock = new SharedClock(TimeProvider.System);
        return new CommandEnvironment
        {
            Console = ConsoleStreams.OfProcess(),
            Variables = variables,
            Clock = clock,
            OpenStores = configuration => AirflowDatabase.Open(DatabaseOptions.Of(configuration) with { Time = clock }),
        };
    }
}
