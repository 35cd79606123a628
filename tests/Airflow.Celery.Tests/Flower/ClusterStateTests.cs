using System.Text.Json.Nodes;
using Airflow.Celery.Flower.State;

namespace Airflow.Celery.Tests.Flower;

public sealed class ClusterStateTests
{
    private readonly ClusterState state = new(3, 2, TimeProvider.System);

    [Fact]
    public void Events_of_a_task_make_its_life()
    {
        Tell("task-received", "t1", 10, ("name", "add"), ("args", "(1, 2)"));
        Tell("task-started", "t1", 11);
        Tell("task-succeeded", "t1", 12, ("result", "3"), ("runtime", 0.5));

        var task = state.FindTask("t1").ShouldNotBeNull();
        (task.Name, task.State, task.Result, task.Runtime).ShouldBe(("add", "SUCCESS", "3", 0.5));
        (task.Received, task.Started, task.Succeeded, task.Timestamp).ShouldBe((10, 11, 12, 12));
        task.Worker.ShouldBe("w1@vm");
    }

    [Fact]
    public void An_event_that_comes_late_undoes_nothing_but_tells_what_was_unknown()
    {
        Tell("task-succeeded", "t1", 12, ("result", "3"));
        Tell("task-received", "t1", 10, ("name", "add"));
        Tell("task-started", "t1", 11);

        var task = state.FindTask("t1").ShouldNotBeNull();
        (task.Name, task.State, task.Result, task.Received, task.Started).ShouldBe(("add", "SUCCESS", "3", 10, 11));
    }

    [Fact]
    public void A_retry_starts_anew()
    {
        Tell("task-started", "t1", 10);
        Tell("task-retried", "t1", 11, ("exception", "ValueError()"));
        state.FindTask("t1")!.State.ShouldBe("RETRY");
        Tell("task-received", "t1", 12);
        state.FindTask("t1")!.State.ShouldBe("RECEIVED");
    }

    [Fact]
    public void The_sender_of_a_task_is_no_worker()
    {
        Tell("task-sent", "t1", 10, ("queue", "default"));

        state.Workers.ShouldBeEmpty();
        (state.FindTask("t1")!.Client, state.FindTask("t1")!.State).ShouldBe(("w1@vm", "PENDING"));
    }

    [Fact]
    public void Only_so_many_tasks_and_workers_are_kept_the_newest()
    {
        foreach (var id in new[] { "t1", "t2", "t3", "t4" })
        {
            Tell("task-received", id, 10);
        }

        state.Tasks.Select(task => task.Id).ShouldBe(["t2", "t3", "t4"], ignoreOrder: true);
        foreach (var name in new[] { "a@vm", "b@vm", "c@vm" })
        {
            state.Apply(new JsonObject { ["type"] = "worker-online", ["hostname"] = name });
        }

        state.Workers.Count.ShouldBe(2);
    }

    [Fact]
    public void Children_are_known_by_their_parents()
    {
        Tell("task-received", "parent", 10);
        Tell("task-received", "child", 11, ("parent_id", "parent"), ("root_id", "parent"));

        state.FindTask("parent")!.Children.ShouldBe(["child"]);
    }

    [Fact]
    public void A_worker_is_there_until_it_says_good_bye_or_is_silent_for_two_beats()
    {
        state.Apply(new JsonObject { ["type"] = "worker-heartbeat", ["hostname"] = "w1@vm", ["freq"] = 2.0, ["active"] = 3 });
        var worker = state.FindWorker("w1@vm").ShouldNotBeNull();
        worker.IsAlive(worker.HeardAt!.Value.AddSeconds(3.9)).ShouldBeTrue();
        worker.IsAlive(worker.HeardAt!.Value.AddSeconds(4.1)).ShouldBeFalse();

        state.Apply(new JsonObject { ["type"] = "worker-offline", ["hostname"] = "w1@vm" });
        state.FindWorker("w1@vm")!.IsAlive(worker.HeardAt!.Value).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"hostname": "w1@vm"}""")]
    [InlineData("""{"type": "task-received", "uuid": "t1"}""")]
    [InlineData("""{"type": "task-received", "hostname": "w1@vm"}""")]
    [InlineData("""{"type": "nonsense", "hostname": "w1@vm", "uuid": "t1"}""")]
    public void What_is_no_event_is_ignored(string text)
    {
        state.Apply(JsonNode.Parse(text)!.AsObject());

        state.Tasks.ShouldBeEmpty();
        state.Workers.ShouldBeEmpty();
    }

    private void Tell(string type, string id, double at, params (string Name, JsonNode Value)[] fields)
    {
        var all = new JsonObject { ["type"] = type, ["hostname"] = "w1@vm", ["uuid"] = id, ["timestamp"] = at };
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        state.Apply(all);
    }
}
