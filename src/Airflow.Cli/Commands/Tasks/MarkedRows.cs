using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Marking;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>What marking changed, or would.</summary>
internal static class MarkedRows
{
    public static void Print(CommandContext context, Argument<string?> output, IReadOnlyList<MarkedTask> marked) => context.Print(output,
    [
        .. marked.Select(static item => new Row
        {
            { "run_id", item.Task.Key.RunId },
            { "task_id", item.Task.Key.TaskId },
            { "map_index", item.Task.Key.MapIndex },
            { "from", item.Task.State.Name() ?? "none" },
            { "to", item.To.Name() ?? "none" },
        }),
    ]);
}
