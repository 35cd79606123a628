using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>The scheduler keeps counts and looks only at what changed; whole-run evaluation must come to the same at every step.</summary>
public sealed class SchedulerAgainstRulesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_DAGs_with_random_ends_go_the_same_way(int block)
    {
        for (var seed = block * 500; seed < (block + 1) * 500; seed++)
        {
            await PlayAsync(seed);
        }
    }

    private static async Task PlayAsync(int seed)
    {
        var random = new Random(seed);
        var dag = new RandomDag(random).Create("d");
        var model = new RulesModel(dag.Document());
        var news = (SchedulerBench.News)(seed % 3);
        var bench = new SchedulerBench(parallelism: 10_000, news: news);
        await dag.StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d");
        model.Settle();
        await CompareAsync(bench, model, seed);
        while (model.State == RunState.Running && model.Ready is { Count: > 0 } ready)
        {
            var (taskId, mapIndex) = ready[random.Next(ready.Count)];
            var state = random.Next(10) switch { < 6 => TaskState.Success, < 8 => TaskState.Failed, _ => TaskState.Skipped };
            var length = random.Next(0, 4);
            model.End(taskId, mapIndex, state, length);
            model.Settle();
            XCom[] xcoms = state == TaskState.Success ? [new XCom(new XComKey("d", "r1", taskId, XCom.ReturnKey, mapIndex), "0") { MappedLength = length }] : [];
            await bench.RunTaskAsync(taskId, state, mapIndex, xcoms);
            if (news == SchedulerBench.News.Lost)
            {
                bench.Clock.Advance(TimeSpan.FromSeconds(11));
            }

            await CompareAsync(bench, model, seed);
        }

        model.State.ShouldNotBe(RunState.Running, $"seed {seed}");
    }

    private static async Task CompareAsync(SchedulerBench bench, RulesModel model, int seed)
    {
        await bench.PassAsync();
        var lines = bench.Database.Tasks.Values
            .OrderBy(task => int.Parse(task.Key.TaskId[1..])).ThenBy(task => task.Key.MapIndex)
            .Select(task => $"{task.Key.TaskId}[{task.Key.MapIndex}] {(task.State == TaskState.Queued ? TaskState.Scheduled : task.State)}");
        lines.ShouldBe(model.Lines, $"seed {seed}");
        bench.RunState().ShouldBe(model.State, $"seed {seed}");
    }
}
