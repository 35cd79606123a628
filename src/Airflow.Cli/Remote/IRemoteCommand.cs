using Airflow.Cli.Commands;
using Airflow.Cli.Parsing;
using Airflow.Client;

namespace Airflow.Cli.Remote;

/// <summary>A command that an api-server elsewhere can be asked for as well.</summary>
internal interface IRemoteCommand : ICommand
{
    /// <summary>Arguments that are about files or settings of this machine, which a server elsewhere cannot be asked for.</summary>
    IReadOnlyList<Argument> LocalOnly => [];

    /// <summary>Does it there; returns the exit code.</summary>
    Task<int> RunRemoteAsync(CommandContext context, AirflowClient server);
}
