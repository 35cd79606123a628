using System.Text.Json;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>A small DAG of everything that rules can meet, the same for the same seed.</summary>
internal sealed class RandomDag(Random random)
{
    private static readonly string[] Rules =
    [
        "all_success", "all_success", "all_success", "all_failed", "all_done", "one_success", "one_failed", "one_done", "none_failed",
        "none_failed_min_one_success", "none_skipped", "all_skipped", "all_done_min_one_success", "always",
    ];

    private readonly bool _hasTeardowns = random.Next(4) == 0;
    private readonly bool _hasMappedGroup = random.Next(2) == 0;

    public TestDag Create(string dagId)
    {
        var count = random.Next(2, 10);
        var dag = new TestDag(dagId) { MaxActiveTasks = 10_000 };
        var members = new List<string>();
        for (var index = 0; index < count; index++)
        {
            var number = index;
            string[] downstream = [.. Enumerable.Range(index + 1, count - index - 1).Where(_ => random.Next(3) == 0).Select(next => $"t{next}")];
            members.AddRange(index > 0 && random.Next(3) == 0 ? [$"t{index}"] : []);
            dag.Task($"t{index}", task => Options(task, number), downstream);
        }

        if (members.Count > 0)
        {
            dag.Group("g", _hasMappedGroup ? Source(members.Contains("t0") ? 0 : 1) : null, [.. members]);
        }

        return dag;
    }

    private SerializedTask Options(SerializedTask task, int index)
    {
        var kind = random.Next(10);
        var chosen = task with { TriggerRule = Rules[random.Next(Rules.Length)] };
        return kind switch
        {
            0 when _hasTeardowns => chosen with { IsSetup = true },
            1 when _hasTeardowns => chosen with { IsTeardown = true },
            2 or 3 => chosen with { IsMapped = true, ExpandInput = Source(index), PartialKwargs = JsonElement.Parse("{}") },
            _ => chosen,
        };
    }

    /// <summary>The result of one of so many tasks, or some values.</summary>
    private SerializedExpandInput Source(int tasks) =>
        tasks > 0 && random.Next(2) == 0 ? TestDag.Over($"t{random.Next(tasks)}") : TestDag.OverValues(random.Next(0, 4));
}
