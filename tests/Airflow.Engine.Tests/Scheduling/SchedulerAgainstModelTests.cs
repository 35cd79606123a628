using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>Generated DAGs through the scheduler and through a model that knows nothing of the engine: the same after every end of a task.</summary>
public sealed class SchedulerAgainstModelTests
{
    private static readonly string[] Rules =
    [
        "all_success", "all_success", "all_success", "all_failed", "all_done", "one_success", "one_failed", "one_done", "none_failed",
        "none_failed_min_one_success", "none_skipped", "all_skipped", "all_done_min_one_success", "always",
    ];

    [Fact]
    public void The_scheduler_and_the_model_agree_at_every_step() =>
        Prop.ForAll(Tasks().ToArbitrary(), Gen.Choose(0, 999).ArrayOf(40).ToArbitrary(), PlayAsync)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    private static Gen<IndependentTask[]> Tasks() =>
        from count in Gen.Choose(1, 8)
        from tasks in Gen.CollectToArray(Enumerable.Range(0, count), index => OneTask(index, count))
        select Acyclic(tasks);

    private static Gen<IndependentTask> OneTask(int index, int count) =>
        from rule in Gen.Elements(Rules)
        from upstream in Gen.SubListOf(Enumerable.Range(0, index))
        from mapped in Gen.Choose(0, 4)
        from length in Gen.Choose(0, 3)
        from branches in Gen.Choose(0, 4)
        from skips in Gen.SubListOf(Enumerable.Range(index + 1, count - index - 1))
        select new IndependentTask(rule, [.. upstream], mapped == 0 ? length : null, branches == 0 && mapped != 0 ? [.. skips] : []);

    /// <summary>A branch skips only what comes directly after it.</summary>
    private static IndependentTask[] Acyclic(IndependentTask[] tasks) =>
        [.. tasks.Select((task, index) => task with { Skips = [.. task.Skips.Where(skipped => tasks[skipped].Upstream.Contains(index))] })];

    private static async Task PlayAsync(IndependentTask[] tasks, int[] choices)
    {
        var model = new IndependentModel(tasks);
        var bench = new SchedulerBench(parallelism: 10_000, news: choices.Length % 2 == 0 ? SchedulerBench.News.None : SchedulerBench.News.Told);
        await ToDag(tasks).StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d");
        model.Settle();
        Compare(bench, model);
        for (var step = 0; model.State == RunState.Running && model.Ready is { Count: > 0 } ready; step++)
        {
            var choice = choices[step % choices.Length];
            var (instance, state) = (ready[choice % ready.Count], (choice / 7 % 10) switch { < 6 => TaskState.Success, < 8 => TaskState.Failed, _ => TaskState.Skipped });
            model.End(instance, state);
            model.Settle();
            var skips = state == TaskState.Success ? tasks[instance.Task].Skips.Select(skipped => new SkipTarget($"t{skipped}")) : [];
            var workload = await bench.StartTaskAsync($"t{instance.Task}", instance.MapIndex);
            (await bench.EndAsync(workload, new TryOutcome { State = state, EndDate = bench.Clock.GetUtcNow(), Skips = [.. skips] })).ShouldBeTrue();
            await bench.PassAsync();
            Compare(bench, model);
        }

        model.State.ShouldNotBe(RunState.Running);
    }

    private static TestDag ToDag(IndependentTask[] tasks)
    {
        var dag = new TestDag("d") { MaxActiveTasks = 10_000 };
        for (var index = 0; index < tasks.Length; index++)
        {
            var (number, task) = (index, tasks[index]);
            string[] downstream = [.. Enumerable.Range(0, tasks.Length).Where(other => tasks[other].Upstream.Contains(number)).Select(other => $"t{other}")];
            dag.Task($"t{index}", made => Options(made, task), downstream);
        }

        return dag;
    }

    private static SerializedTask Options(SerializedTask made, IndependentTask task) => task.Length is { } length
        ? made with { TriggerRule = task.Rule, IsMapped = true, ExpandInput = TestDag.OverValues(length), PartialKwargs = JsonElement.Parse("{}") }
        : made with { TriggerRule = task.Rule };

    private static void Compare(SchedulerBench bench, IndependentModel model)
    {
        var lines = bench.Database.Tasks.Values
            .OrderBy(task => int.Parse(task.Key.TaskId[1..])).ThenBy(task => task.Key.MapIndex)
            .Select(task => $"{task.Key.TaskId}[{task.Key.MapIndex}] {(task.State == TaskState.Queued ? TaskState.Scheduled : task.State)}");
        lines.ShouldBe(model.Lines);
        bench.RunState().ShouldBe(model.State);
    }
}
