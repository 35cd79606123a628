using Airflow.Engine;
using Airflow.Engine.Assets;
using Airflow.Engine.Execution;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Values that tasks keep for themselves or about assets, and questions to people.</summary>
public abstract class StateStoreConformance(ITestDatabase database) : StoreConformance(database)
{
    private static readonly TaskInstanceKey Task1 = new("d", "r", "t", -1);
    private static readonly TaskInstanceKey Mapped = new("d", "r", "t", 3);
    private static readonly DateTimeOffset FarAway = new(2999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_tasks_value_comes_back_as_it_was_until_it_is_deleted()
    {
        await StartRunAsync();
        await Stores.TaskStates.SaveAsync(Task1, "job", """{"id": 1}""", FarAway, Cancel);
        (await Stores.TaskStates.FindAsync(Task1, "job", Cancel)).ShouldBe("""{"id": 1}""");
        await Stores.TaskStates.SaveAsync(Task1, "job", "2", null, Cancel);
        (await Stores.TaskStates.FindAsync(Task1, "job", Cancel)).ShouldBe("2");
        (await Stores.TaskStates.DeleteAsync(Task1, "job", Cancel)).ShouldBeTrue();
        (await Stores.TaskStates.DeleteAsync(Task1, "job", Cancel)).ShouldBeFalse();
        (await Stores.TaskStates.FindAsync(Task1, "job", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_value_that_has_expired_is_not_there()
    {
        await StartRunAsync();
        await Stores.TaskStates.SaveAsync(Task1, "job", "1", Noon.AddYears(-20), Cancel);
        (await Stores.TaskStates.FindAsync(Task1, "job", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Clearing_takes_the_values_of_one_instance()
    {
        await StartRunAsync();
        await Stores.TaskStates.SaveAsync(Task1, "a", "1", null, Cancel);
        await Stores.TaskStates.SaveAsync(Task1, "b", "2", null, Cancel);
        await Stores.TaskStates.SaveAsync(Mapped, "a", "3", null, Cancel);
        (await Stores.TaskStates.ClearAsync(Task1, Cancel)).ShouldBe(2);
        (await Stores.TaskStates.FindAsync(Mapped, "a", Cancel)).ShouldBe("3");
    }

    [Fact]
    public async Task A_value_of_a_run_that_is_gone_is_an_error_that_says_so() =>
        (await Should.ThrowAsync<AirflowException>(() => Stores.TaskStates.SaveAsync(Task1, "a", "1", null, Cancel))).Code.ShouldBe("dag_run_not_found");

    [Fact]
    public async Task An_assets_value_outlives_the_runs()
    {
        var definition = new AssetDefinition("orders", "s3://shop/orders", "asset", "{}");
        await Stores.Dags.SaveAsync([File("d.cs", Dag("d") with { Assets = new DagAssets { Outlets = [new TaskAsset("t", definition)] } })], Cancel);
        var id = (await Stores.Assets.FindByNameAsync("orders", Cancel)).ShouldNotBeNull().Id;
        await Stores.AssetStates.SaveAsync(id, "watermark", "5", Task1, Cancel);
        await Stores.AssetStates.SaveAsync(id, "watermark", "6", Mapped, Cancel);
        (await Stores.AssetStates.FindAsync(id, "watermark", Cancel)).ShouldBe("6");
        (await Stores.AssetStates.DeleteAsync(id, "watermark", Cancel)).ShouldBeTrue();
        (await Stores.AssetStates.FindAsync(id, "watermark", Cancel)).ShouldBeNull();
        await Stores.AssetStates.SaveAsync(id, "watermark", "7", Task1, Cancel);
        (await Stores.AssetStates.ClearAsync(id, Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task A_question_stays_until_it_is_answered()
    {
        await StartRunAsync();
        var task = NewTask("approve");
        await AddAsync(task);
        var question = new HitlDetail { TaskInstanceId = task.Id, Options = """["Approve","Reject"]""", Subject = "go?", Body = "b", Assignees = "[]" };
        var asked = await Stores.HumanInput.AskAsync(question, Cancel);
        asked.ShouldBe(question with { CreatedAt = asked.CreatedAt });
        (await Stores.HumanInput.AskAsync(question with { Subject = "really?" }, Cancel)).Subject.ShouldBe("go?");
        (await Stores.HumanInput.FindAsync(task.Id, Cancel)).ShouldBe(asked);
    }

    [Fact]
    public async Task A_question_whose_time_is_over_is_found_until_its_try_goes_on()
    {
        await StartRunAsync();
        var (late, patient) = (NewTask("late"), NewTask("patient"));
        await AddAsync(late, patient);
        foreach (var (task, timeout) in new[] { (late, (DateTimeOffset?)Noon.AddMinutes(1)), (patient, null) })
        {
            await RunAsync(task);
            await Stores.HumanInput.AskAsync(new HitlDetail { TaskInstanceId = task.Id, Options = "[]", Subject = task.Key.TaskId }, Cancel);
            (await WriteAsync(End(task, TaskState.AwaitingInput) with { Suspension = new Suspension("execute", "{}") { Timeout = timeout } })).ShouldBe(StateResult.Applied);
        }

        (await Stores.HumanAnswers.ListExpiredAsync(Noon, Cancel)).ShouldBeEmpty();
        (await Stores.HumanAnswers.ListExpiredAsync(Noon.AddMinutes(1), Cancel)).ShouldHaveSingleItem().Subject.ShouldBe("late");
        await Stores.HumanAnswers.FailAsync(late.Id, "too late", Noon.AddMinutes(1), Cancel);

        var failing = await FindAsync(late.Id);
        failing.NextMethod.ShouldBe("__fail__");
        failing.NextKwargs.ShouldNotBeNull().ShouldContain("too late");
        (await WriteAsync(new TaskReady(late.Id, TaskState.AwaitingInput, TaskState.Scheduled, late.Pool, late.PoolSlots) { At = Noon, TryNumber = 1 })).ShouldBe(StateResult.Applied);
        (await Stores.HumanAnswers.ListExpiredAsync(Noon.AddMinutes(1), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_question_of_a_try_is_kept_when_the_next_one_begins()
    {
        await StartRunAsync();
        var task = NewTask("approve");
        await AddAsync(task);
        await RunAsync(task);
        await Stores.HumanInput.AskAsync(new HitlDetail { TaskInstanceId = task.Id, Options = """["a"]""", Subject = "first?" }, Cancel);
        (await Stores.HumanAnswers.SaveAsync(task.Id, new HumanAnswer(Noon, null, """["a"]""", "{}"), "{}", Cancel)).ShouldBeTrue();
        var next = NewId();
        (await WriteAsync(End(task, TaskState.UpForRetry, next))).ShouldBe(StateResult.Applied);

        await Stores.HumanInput.AskAsync(new HitlDetail { TaskInstanceId = next, Options = """["a"]""", Subject = "second?" }, Cancel);

        (await Stores.HumanInput.FindAsync(next, Cancel)).ShouldNotBeNull().Subject.ShouldBe("second?");
        var kept = (await Stores.HumanAnswers.FindOfEarlierTryAsync(task.Id, Cancel)).ShouldNotBeNull();
        (kept.Subject, kept.RespondedAt, kept.RespondedBy).ShouldBe(("first?", Noon, null));
        (await Stores.HumanAnswers.FindOfEarlierTryAsync(next, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_question_of_a_try_that_is_gone_is_an_error_that_says_so() => (await Should.ThrowAsync<AirflowException>(
        () => Stores.HumanInput.AskAsync(new HitlDetail { TaskInstanceId = NewId(), Options = "[]", Subject = "?" }, Cancel))).Code.ShouldBe("task_instance_not_found");
}
