using Airflow.Engine;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Results are kept verbatim under dag, run, task, map index and key.</summary>
public abstract class XComStoreConformance(ITestDatabase database) : StoreConformance(database)
{
    [Theory]
    [InlineData("1.0")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("""{ "b" : 1,"a":[1e400, 0.10] }""")]
    [InlineData("\"\\u0000 \U0001F600\"")]
    public async Task A_value_comes_back_as_it_was(string json)
    {
        await StartRunAsync();
        await AddAsync(NewTask("a"));
        var key = new XComKey("d", "r", "a", "k");

        await Stores.XComs.SaveAsync(new XCom(key, json), Cancel);

        (await Stores.XComs.FindAsync(key, includePriorDates: false, Cancel)).ShouldBe(new XCom(key, json));
    }

    [Fact]
    public async Task A_second_value_replaces_the_first()
    {
        await StartRunAsync();
        await AddAsync(NewTask("a"));
        var key = new XComKey("d", "r", "a", XCom.ReturnKey);
        await Stores.XComs.SaveAsync(new XCom(key, "[1]") { MappedLength = 1 }, Cancel);
        await Stores.XComs.SaveAsync(new XCom(key, """{"a":1,"b":2}""") { MappedLength = 2, MappedKeys = """["a","b"]""" }, Cancel);

        (await Stores.XComs.FindAsync(key, false, Cancel)).ShouldNotBeNull().Value.ShouldBe("""{"a":1,"b":2}""");
        (await Stores.XComs.ListMappedLengthsAsync("d", "r", Cancel)).ShouldBe([new MappedLength("a", -1, 2, """["a","b"]""")]);
    }

    [Fact]
    public async Task The_length_of_what_a_mapped_task_returned_is_the_number_of_its_results()
    {
        await StartRunAsync();
        await AddAsync([.. Enumerable.Range(0, 4).Select(i => NewTask("m", mapIndex: i) with { State = i < 3 ? TaskState.Success : TaskState.None })]);
        foreach (var (key, index) in new[] { (XCom.ReturnKey, 0), (XCom.ReturnKey, 2), (XCom.ReturnKey, 3), ("other", 1) })
        {
            await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", "m", key, index), "1"), Cancel);
        }

        (await Stores.XComs.ListMappedLengthsAsync("d", "r", Cancel)).ShouldBe([new MappedLength("m", 0, 2, null)]);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(2, "10")]
    [InlineData(3, "11")]
    [InlineData(4, null)]
    [InlineData(-1, "11")]
    [InlineData(-4, "0")]
    [InlineData(-5, null)]
    public async Task One_of_a_mapped_result_is_found_by_its_place_among_those_that_are_there(int offset, string? expected)
    {
        await StartRunAsync();
        await AddAsync([.. Enumerable.Range(0, 12).Select(i => NewTask("m", mapIndex: i))]);
        foreach (var i in (int[])[11, 2, 10, 0])
        {
            await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", "m", "k", i), $"{i}"), Cancel);
        }

        (await Stores.XComs.FindAtAsync("d", "r", "m", "k", offset, Cancel))?.Value.ShouldBe(expected);
        (await Stores.XComs.FindAtAsync("d", "r", "m", "k", offset, Cancel) is null).ShouldBe(expected is null);
        (await Stores.XComs.CountAsync("d", "r", "m", "k", Cancel)).ShouldBe(4);
        (await Stores.XComs.CountAsync("d", "r", "m", "other", Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task A_mapped_result_is_listed_in_the_order_of_its_indexes()
    {
        await StartRunAsync();
        await AddAsync([.. Enumerable.Range(0, 12).Select(i => NewTask("m", mapIndex: i))]);
        foreach (var i in (int[])[11, 2, 10, 0])
        {
            await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", "m", "k", i), $"{i}"), Cancel);
        }

        (await Stores.XComs.ListAsync("d", "r", "m", "k", Cancel)).Select(value => value.Value).ShouldBe(["0", "2", "10", "11"]);
    }

    [Fact]
    public async Task With_prior_dates_the_newest_of_this_run_and_those_before_it_is_found()
    {
        await SaveDagAsync("d");
        foreach (var day in (int[])[1, 2, 3])
        {
            await Stores.Runs.CreateAsync(Run("d", $"r{day}") with { LogicalDate = Noon.AddDays(day) }, Cancel);
            await AddAsync(NewTask("a", runId: $"r{day}"));
        }

        // stored in another order than that of their dates
        await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r3", "a", "k"), "3"), Cancel);
        await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r1", "a", "k"), "1"), Cancel);

        (await Stores.XComs.FindAsync(new XComKey("d", "r2", "a", "k"), includePriorDates: true, Cancel)).ShouldNotBeNull().Value.ShouldBe("1");
        (await Stores.XComs.FindAsync(new XComKey("d", "r2", "a", "k"), includePriorDates: false, Cancel)).ShouldBeNull();
        (await Stores.XComs.FindAsync(new XComKey("d", "r3", "a", "k"), includePriorDates: true, Cancel)).ShouldNotBeNull().Value.ShouldBe("3");
    }

    [Fact]
    public async Task A_new_try_begins_without_the_results_of_the_last()
    {
        await StartRunAsync();
        await AddAsync(NewTask("a"), NewTask("b"));
        await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", "a", XCom.ReturnKey), "[1]") { MappedLength = 1 }, Cancel);
        await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", "a", "k"), "1"), Cancel);
        await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", "b", "k"), "1"), Cancel);

        (await Stores.XComs.ClearAsync("d", "r", "a", -1, Cancel)).ShouldBe(2);

        (await Stores.XComs.ListKeysAsync("d", "r", null, Cancel)).ShouldBe([new XComKey("d", "r", "b", "k")]);
        (await Stores.XComs.ListKeysAsync("d", "r", "a", Cancel)).ShouldBeEmpty();
        (await Stores.XComs.ListMappedLengthsAsync("d", "r", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_key_is_deleted()
    {
        await StartRunAsync();
        await AddAsync(NewTask("a"));
        var key = new XComKey("d", "r", "a", "k");
        await Stores.XComs.SaveAsync(new XCom(key, "1"), Cancel);

        (await Stores.XComs.DeleteAsync(key, Cancel)).ShouldBeTrue();
        (await Stores.XComs.DeleteAsync(key, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_result_needs_its_task()
    {
        await StartRunAsync();

        var noTask = await Should.ThrowAsync<AirflowException>(() => Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", "nobody", "k"), "1"), Cancel));
        var noRun = await Should.ThrowAsync<AirflowException>(() => Stores.XComs.SaveAsync(new XCom(new XComKey("d", "none", "a", "k"), "1"), Cancel));

        noTask.Code.ShouldBe("task_instance_not_found");
        noTask.Message.ShouldContain("d.nobody");
        noRun.Code.ShouldBe("task_instance_not_found");
    }

    [Fact]
    public async Task Fifty_megabytes_are_stored()
    {
        await StartRunAsync();
        await AddAsync(NewTask("a"));
        var key = new XComKey("d", "r", "a", "k");
        var json = $"\"{new string('x', 50_000_000)}\"";

        await Stores.XComs.SaveAsync(new XCom(key, json), Cancel);

        ((await Stores.XComs.FindAsync(key, false, Cancel)).ShouldNotBeNull().Value == json).ShouldBeTrue();
    }
}
