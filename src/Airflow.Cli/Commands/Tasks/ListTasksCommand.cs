using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine.Dags;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks list.</summary>
internal sealed class ListTasksCommand : IRemoteCommand
{
    private const int IndentPerLevel = 4;

    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<bool> _tree = Option.Flag("-t/--tree", "Print each task under those that it waits for.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _bundles, _tree, OutputFormat.Verbose()];

    public IReadOnlyList<Argument> LocalOnly => [_bundles, _tree];

    public async Task<int> RunAsync(CommandContext context)
    {
        BundleNames.Require(context.Configuration, context.Get(_bundles));
        var stores = await context.OpenStoresAsync();
        var document = await DagLookup.RequireDocumentAsync(context, stores, context.Get(_dagId));
        if (context.Get(_tree))
        {
            WriteTree(context.Out, DagGraph.Build(document));
            return 0;
        }

        foreach (var id in document.Tasks.Select(static task => task.TaskId).Order(StringComparer.Ordinal))
        {
            context.Out.Write(id + "\n");
        }

        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var tasks = (await server.Task.GetTasksAsync(context.Get(_dagId), cancellationToken: context.CancellationToken)).Tasks;
        foreach (var id in tasks.Select(static task => task.TaskId).Order(StringComparer.Ordinal))
        {
            context.Out.Write(id + "\n");
        }

        return 0;
    }

    private static void WriteTree(TextWriter writer, DagGraph graph)
    {
        var pending = new Stack<(int Task, int Depth)>();
        Push(graph.Roots.AsSpan(), 0);
        while (pending.TryPop(out var next))
        {
            writer.Write($"{new string(' ', next.Depth * IndentPerLevel)}<Task({graph.Task(next.Task).TaskType}): {graph.TaskId(next.Task)}>\n");
            Push(graph.Downstream(next.Task), next.Depth + 1);
        }

        void Push(ReadOnlySpan<int> tasks, int depth)
        {
            foreach (var task in tasks.ToArray().OrderByDescending(graph.TaskId, StringComparer.Ordinal))
            {
                pending.Push((task, depth));
            }
        }
    }
}
