using System.ComponentModel;
using System.Diagnostics;
using Airflow.Cli.Roles;
using Airflow.Engine;
using Airflow.Engine.Dags;

namespace Airflow.Cli.Commands.Dags;

/// <summary>Runs a DAG file as a program, on this terminal: a process of its own, which needs no database.</summary>
internal static class DagProgram
{
    /// <summary>The words after "dotnet" for a file, a DAG in it, and what to do with it.</summary>
    public static string[] Words(string file, string dagId, string[] verb, DateTimeOffset? logicalDate, string? conf) =>
    [
        "run", file, "--", .. verb, "--dag", dagId,
        .. logicalDate is { } date ? new[] { "--logical-date", Engine.Timetables.Iso8601.Format(date) } : [],
        .. conf is null ? [] : new[] { "--conf", conf },
    ];

    public static async Task<int> RunAsync(CommandContext context, string[] words, IReadOnlyDictionary<string, string>? variables = null)
    {
        // a file of the DAG folder finds the SDK by what is written there; without it, it would not compile
        NewHome.TryPrepareDagsFolder(context.Configuration.GetString("core", "dags_folder"));
        NewHome.TryPrepareDagsFolder(DagProcessorRole.ExamplesFolder);
        var start = new ProcessStartInfo("dotnet", words) { UseShellExecute = false, WorkingDirectory = context.PathOf(".") };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["AIRFLOW_HOME"] = context.Configuration.Home;
        foreach (var (name, value) in variables ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        try
        {
            using var program = Process.Start(start) ?? throw new AirflowException("sdk_not_found", "dotnet could not be started.");
            await WaitAsync(program, context.CancellationToken);
            return program.ExitCode == 0 ? 0 : 1;
        }
        catch (Win32Exception exception)
        {
            throw new AirflowException("sdk_not_found", "The .NET 10 SDK is needed to run a DAG file as a program, and dotnet is not on the path.", exception);
        }
    }

    /// <summary>A command that is ended takes the program with it, and what that has started.</summary>
    private static async Task WaitAsync(Process program, CancellationToken cancellationToken)
    {
        try
        {
            await program.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            program.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>The file that was typed, that of the stored DAG or, when none is stored, the one of the DAG folder that has it now.</summary>
    public static async Task<string> FindFileAsync(CommandContext context, string dagId, string? typed)
    {
        if (typed is not null)
        {
            return context.PathOf(typed);
        }

        var dag = await FindStoredAsync(context, dagId) ?? await FindLocalAsync(context, dagId)
            ?? throw new AirflowException("dag_not_found", $"Dag '{dagId}' could not be found; either it does not exist or it failed to parse.");
        return File.Exists(dag.FileLocation)
            ? dag.FileLocation
            : throw new AirflowException("file_missing", $"The file of DAG '{dagId}', {dag.FileLocation}, is not on this machine; name it with --dagfile-path.");
    }

    /// <summary>A test needs no database, so a missing one is no error.</summary>
    private static async Task<DagRecord?> FindStoredAsync(CommandContext context, string dagId)
    {
        var stores = context.OpenDatabase();
        return (await stores.Database.ListPendingMigrationsAsync(context.CancellationToken)).Count > 0 ? null : await stores.Dags.FindAsync(dagId, context.CancellationToken);
    }

    private static async Task<DagRecord?> FindLocalAsync(CommandContext context, string dagId)
    {
        await using var local = await LocalDags.ParseAsync(context, [], null);
        return (await local.ListAsync(context.CancellationToken)).FirstOrDefault(dag => dag.DagId == dagId);
    }
}
