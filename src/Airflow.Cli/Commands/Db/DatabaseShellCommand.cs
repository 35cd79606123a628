using System.ComponentModel;
using System.Diagnostics;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Connections;

namespace Airflow.Cli.Commands.Db;

/// <summary>airflow db shell: becomes the parent of the database's own client, on this terminal.</summary>
internal sealed class DatabaseShellCommand : ICommand
{
    public IReadOnlyList<Argument> Arguments => [OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var start = DatabaseClient.Of(DatabaseUrl.Parse(context.Configuration.GetString("database", "sql_alchemy_conn")));
        await context.OpenDatabase().Database.CheckAsync(context.CancellationToken);
        context.Out.Write($"DB: {context.OpenDatabase().Database.DisplayUrl}\n");
        await context.Out.FlushAsync(context.CancellationToken);
        try
        {
            using var client = Process.Start(start) ?? throw new AirflowException("client_not_found", $"{start.FileName} could not be started.");
            await client.WaitForExitAsync(context.CancellationToken);
            return client.ExitCode;
        }
        catch (Win32Exception exception)
        {
            throw new AirflowException(
                "client_not_found",
                $"The client program {start.FileName} is not installed; your system's package is called {DatabaseClient.PackageOf(start.FileName)}.",
                exception);
        }
    }
}
