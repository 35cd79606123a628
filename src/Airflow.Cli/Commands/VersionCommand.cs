using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;

namespace Airflow.Cli.Commands;

/// <summary>airflow version.</summary>
internal sealed class VersionCommand : IRemoteCommand
{
    public IReadOnlyList<Argument> Arguments => [];

    public static string Version => typeof(VersionCommand).Assembly.GetName().Version!.ToString(3);

    public Task<int> RunAsync(CommandContext context)
    {
        context.Out.WriteLine(Version);
        return Task.FromResult(0);
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        context.Out.WriteLine((await server.Version.GetVersionAsync(context.CancellationToken)).Version);
        return 0;
    }
}
