using Airflow.Engine.Callbacks;
using Airflow.Engine.Execution;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>The outbox: written with a change or not at all, claimed by one, done once.</summary>
public abstract class CallbackConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task An_event_is_written_with_its_change_and_comes_back_whole()
    {
        var whole = Event("a") with
        {
            IsOfDag = true,
            Kind = CallbackKind.Failure,
            Reason = "task_failure",
            Error = new TaskError("System.FormatException, System.Private.CoreLib", "bad 'row'", "   at Sales.Load()"),
            Task = new CallbackTask { Id = NewId(), TaskId = "t", MapIndex = 3, TryNumber = 2, MaxTries = 4, StartDate = Noon },
        };
        (await WriteEventsAsync(whole, Event("b"))).ShouldBe(StateResult.Applied);

        (await Stores.Callbacks.ListAsync("d", "r", Cancel)).ShouldBe([new CallbackRecord(whole, "pending", null, 0), new CallbackRecord(Event("b") with { Id = LastId }, "pending", null, 0)]);
        (await Stores.Callbacks.ListAsync("d", "other", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_of_a_refused_change_is_not_written()
    {
        await StartRunAsync();
        var change = new StateChange { Tasks = [End(NewTask("t"))], Callbacks = [Event("a")] };

        (await Stores.StateWriter.WriteAsync(change, Cancel)).Refusal.ShouldBe(StateRefusal.TaskMoved);

        (await Stores.Callbacks.ListAsync("d", "r", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_is_there_stays_as_it_is()
    {
        await WriteEventsAsync(Event("a"));
        var claim = (await ClaimAsync("me")).ShouldHaveSingleItem();
        (await Stores.Callbacks.CompleteAsync(claim, isSuccess: false, "no mail server", Noon, Cancel)).ShouldBeTrue();

        (await WriteEventsAsync(Event("a"))).ShouldBe(StateResult.Applied);

        (await Stores.Callbacks.ListAsync("d", "r", Cancel)).ShouldHaveSingleItem().ShouldBe(new CallbackRecord(claim.Event, "failed", "no mail server", 1));
        (await ClaimAsync("me")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_or_runs_is_open_and_what_is_done_is_not()
    {
        await WriteEventsAsync(Event("done"), Event("held"), Event("waits"));
        var claims = await Stores.Callbacks.ClaimAsync("me", Minute, 2, Cancel);
        await Stores.Callbacks.CompleteAsync(claims.Single(claim => claim.Event.Key == "done"), isSuccess: false, null, Noon, Cancel);
        var ids = (await Stores.Callbacks.ListAsync("d", "r", Cancel)).ToDictionary(record => record.Event.Key, record => record.Event.Id, StringComparer.Ordinal);

        (await Stores.Callbacks.ListOpenAsync([ids["done"], ids["held"], NewId()], Cancel)).ShouldBe([ids["held"]]);
        (await Stores.Callbacks.ListOpenAsync([.. ids.Values], Cancel)).ShouldBe([ids["held"], ids["waits"]], ignoreOrder: true);
    }

    [Fact]
    public async Task One_holder_gets_each_event_oldest_first()
    {
        await WriteEventsAsync(Event("a"), Event("b"), Event("c"));
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => OpenAnother().Callbacks.ClaimAsync($"s{number}", Minute, 2, Cancel)));

        // all of them may have looked before one of them took: what is over its limit stays for the next
        var rest = await Stores.Callbacks.ClaimAsync("last", Minute, 2, Cancel);
        claims.SelectMany(taken => taken).Concat(rest).Select(claim => claim.Event.Key).ShouldBe(["a", "b", "c"], ignoreOrder: true);
        (await Stores.Callbacks.ListAsync("d", "r", Cancel)).Select(record => record.Attempts).ShouldBe([1, 1, 1]);
        await WriteEventsAsync(Event("d"), Event("e"));
        (await Stores.Callbacks.ClaimAsync("me", Minute, 1, Cancel)).ShouldHaveSingleItem().Event.Key.ShouldBe("d");
    }

    [Fact]
    public async Task A_claim_that_ran_out_goes_to_another_holder_and_only_he_can_end_it()
    {
        await WriteEventsAsync(Event("a"));
        var first = (await Stores.Callbacks.ClaimAsync("me", NoTime, 1, Cancel)).ShouldHaveSingleItem();
        var second = (await ClaimAsync("you")).ShouldHaveSingleItem();

        second.Attempt.ShouldBe(2);
        (await Stores.Callbacks.CompleteAsync(first, true, null, Noon, Cancel)).ShouldBeFalse();
        await Stores.Callbacks.ReleaseAsync(first, countsAsAttempt: true, Cancel);
        (await ClaimAsync("me")).ShouldBeEmpty();
        (await Stores.Callbacks.CompleteAsync(second, true, null, Noon, Cancel)).ShouldBeTrue();
        (await Stores.Callbacks.CompleteAsync(second, false, null, Noon, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Renewed_claims_stay_with_their_holder()
    {
        await WriteEventsAsync(Event("a"));
        await Stores.Callbacks.ClaimAsync("me", NoTime, 1, Cancel);

        await Stores.Callbacks.RenewAsync("me", Minute, Cancel);

        (await ClaimAsync("you")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_given_back_costs_no_attempt()
    {
        await WriteEventsAsync(Event("a"));
        await Stores.Callbacks.ReleaseAsync((await ClaimAsync("me")).Single(), countsAsAttempt: false, Cancel);
        var claim = (await ClaimAsync("me")).ShouldHaveSingleItem();
        claim.Attempt.ShouldBe(1);

        await Stores.Callbacks.ReleaseAsync(claim, countsAsAttempt: true, Cancel);

        (await ClaimAsync("me")).ShouldHaveSingleItem().Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_dead_owner_held_is_free_at_once()
    {
        await WriteEventsAsync(Event("a"), Event("b"));
        await Stores.Callbacks.ClaimAsync("dead", Minute, 1, Cancel);
        await Stores.Callbacks.ClaimAsync("living", Minute, 1, Cancel);
        (await Stores.Callbacks.ListOwnersAsync(Cancel)).ShouldBe(["dead", "living"], ignoreOrder: true);

        (await Stores.Callbacks.ExpireAsync(["dead"], Cancel)).ShouldBe(1);

        (await ClaimAsync("me")).ShouldHaveSingleItem().Event.Key.ShouldBe("a");
    }

    private Guid LastId { get; set; }

    private Task<IReadOnlyList<CallbackClaim>> ClaimAsync(string owner) => Stores.Callbacks.ClaimAsync(owner, Minute, 10, Cancel);

    private Task<StateResult> WriteEventsAsync(params CallbackEvent[] events)
    {
        LastId = events[^1].Id;
        return Stores.StateWriter.WriteAsync(new StateChange { Callbacks = events }, Cancel);
    }

    private CallbackEvent Event(string key) => new()
    {
        Id = NewId(),
        Key = key,
        Kind = CallbackKind.Success,
        CreatedAt = Noon,
        DagId = "d",
        RunId = "r",
        DagVersionId = Guid.Empty,
        BundleName = "dags-folder",
        BundleVersion = "v1",
        DagRelPath = "d.cs",
    };
}
