using Airflow.Cli.Commands;
using Airflow.Engine.Configuration;
using Airflow.Engine.Dags;
using Airflow.Engine.Timetables;
using Airflow.Runtime.Bundles;
using Airflow.Runtime.Parsing;
using Airflow.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Cli.Roles;

/// <summary>The processes in which timetables that are C# code are asked.</summary>
internal static class TimetableProcesses
{
    public static CodeTimetables Of(RoleServices services) => new(
        services.Bundles, Options(services.Configuration), services.Clock, services.Loggers.CreateLogger<CodeTimetables>());

    /// <summary>For a command that asks now and then ends.</summary>
    public static CodeTimetables Of(CommandContext context, AirflowStores stores)
    {
        var cache = new BundleCache(stores.Bundles, new BundleCacheOptions { Root = Path.Combine(context.Configuration.Home, "cache", "bundles") }, context.Clock);
        return new CodeTimetables(cache, Options(context.Configuration), context.Clock, NullLogger<CodeTimetables>.Instance);
    }

    /// <summary>The code of a DAG's timetable as it was parsed last.</summary>
    public static CodeTimetableSource Source(DagRecord dag) => new(dag.DagId, dag.BundleVersion ?? "", dag.RelativeFileLocation);

    private static ParseChildOptions Options(AirflowConfiguration configuration) => new()
    {
        Command = [Environment.ProcessPath!, ParseChild.Verb],
        ImportTimeout = configuration.GetDuration("core", "dagbag_import_timeout"),
    };
}
