using System.Text.Json;
using Airflow.Engine.Scheduling.Rules;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>A small DAG of everything that rules can meet, the same for the same seed.</summary>
internal static class RandomDag
{
    private static readonly string[] Rules =
    [
        "all_success", "all_success", "all_success", "all_failed", "all_done", "one_success", "one_failed", "one_done", "none_failed",
        "none_failed_min_one_success", "none_skipped", "all_skipped", "all_done_min_one_success", "always",
    ];

    public static TestDag Create(string dagId, Random random)
    {
        var count = random.Next(2, 10);
        var dag = new TestDag(dagId) { MaxActiveTasks = 10_000 };
        var hasTeardowns = random.Next(4) == 0;
        var isMappedGroup = random.Next(2) == 0;
        var groupSource = isMappedGroup && random.Next(2) == 0;
        var members = new List<string>();
        for (var index = 0; index < count; index++)
        {
            string[] downstream = [.. Enumerable.Range(index + 1, count - index - 1).Where(_ => random.Next(3) == 0).Select(next => $"t{next}")];
            var isMember = index > 0 && random.Next(3) == 0;
            if (isMember)
            {
                members.Add($"t{index}");
            }

            var kind = random.Next(10);
            var rule = Rules[random.Next(Rules.Length)];
            var source = index > 0 && random.Next(2) == 0 ? $"t{random.Next(index)}" : null;
            var length = random.Next(0, 4);
            dag.Task(
                $"t{index}",
                task => task with
                {
                    TriggerRule = rule,
                    IsSetup = hasTeardowns && kind == 0 ? true : null,
                    IsTeardown = hasTeardowns && kind == 1 ? true : null,
                    IsMapped = kind is 2 or 3 ? true : null,
                    ExpandInput = kind is 2 or 3 ? (source is null ? TestDag.OverValues(length) : TestDag.Over(source)) : null,
                    PartialKwargs = kind is 2 or 3 ? JsonElement.Parse("{}") : null,
                },
                downstream);
        }

        if (members.Count > 0)
        {
            dag.Group("g", !isMappedGroup ? null : groupSource && !members.Contains("t0") ? TestDag.Over("t0") : TestDag.OverValues(random.Next(0, 4)), [.. members]);
        }

        return dag;
    }
}
