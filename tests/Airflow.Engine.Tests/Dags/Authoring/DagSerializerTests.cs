using System.Text;
using Airflow.Engine.Assets;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;

namespace Airflow.Engine.Tests.Dags.Authoring;

public sealed class DagSerializerTests
{
    private static readonly DagSource Source = new() { FileLocation = "/dags/a.cs", RelativeFileLocation = "a.cs", DagsFolder = "/dags" };

    [Fact]
    public void A_dag_is_written_and_read_back_the_same()
    {
        var document = DagSerializer.Serialize(Sample(), Source);
        var text = DagSerialization.Write(document);
        DagSerialization.Write(DagSerialization.Read(text)).ShouldBe(text);
    }

    [Fact]
    public void The_same_code_gives_the_same_hash_every_time() =>
        Enumerable.Range(0, 1000).Select(_ => DagHash.Compute(DagSerializer.Serialize(Sample(), Source))).Distinct().Count().ShouldBe(1);

    [Fact]
    public void Another_graph_gives_another_hash()
    {
        var changed = Sample();
        _ = changed.Task("later", () => 1);
        DagHash.Compute(DagSerializer.Serialize(changed, Source)).ShouldNotBe(DagHash.Compute(DagSerializer.Serialize(Sample(), Source)));
    }

    [Fact]
    public void Options_edges_and_mapping_arrive_in_the_graph()
    {
        var graph = DagGraph.Build(DagSerialization.Read(Encoding.UTF8.GetString(DagSerialization.Write(DagSerializer.Serialize(Sample(), Source)))));
        graph.TryGetIndex("list", out var list).ShouldBeTrue();
        graph.TryGetIndex("square", out var square).ShouldBeTrue();
        graph.Downstream(list).ToArray().ShouldBe([square]);
        graph.Settings(list).Retries.ShouldBe(2);
        graph.Settings(list).RetryDelay.ShouldBe(TimeSpan.FromSeconds(7));
        graph.Settings(square).IsMapped.ShouldBeTrue();
        graph.ExpandsOver(square).ToArray().ShouldBe([list]);
    }

    [Fact]
    public void A_mapped_group_says_what_it_is_expanded_over()
    {
        var dag = new Dag("d");
        var (numbers, words) = (dag.Task("numbers", () => new[] { 1 }), dag.Task("words", () => new[] { "a" }));
        numbers.Zip(words).MapGroup("each", (group, number, word) => group.Task("inner", number, word, (n, w) => $"{n}{w}"));

        var text = Encoding.UTF8.GetString(DagSerialization.Write(DagSerializer.Serialize(dag, Source)));
        var graph = DagGraph.Build(DagSerialization.Read(text));

        text.ShouldContain("\"expand_input\":{\"type\":\"dict-of-lists\",\"value\":{\"__type\":\"dict\",\"__var\":{\"pair\":{\"__type\":\"xcomref\",\"__var\":{\"args\":[");
        text.ShouldContain("\"is_mapped\":true");
        var group = dag.Groups.ShouldHaveSingleItem();
        var stored = DagSerialization.Read(text).TaskGroup.ShouldNotBeNull().Children.Single(child => child.Id == group.Id).Group.ShouldNotBeNull();
        stored.UpstreamTaskIds.ShouldBe(["numbers", "words"]);
        graph.IsExpanded(graph.IndexOf("each.inner")).ShouldBeTrue();
        graph.ExpandsOver(graph.IndexOf("each.inner")).ToArray().ShouldBe([graph.IndexOf("numbers"), graph.IndexOf("words")]);
    }

    [Fact]
    public void A_plain_cron_text_is_the_trigger_timetable() =>
        DagSerializer.Serialize(new Dag("d") { Schedule = "0 3 * * *" }, Source).Timetable!.Type.ShouldBe("airflow.timetables.trigger.CronTriggerTimetable");

    [Fact]
    public void A_timetable_of_partitions_is_stored_whole()
    {
        var schedule = new CronPartitionTimetable("0 3 * * *", "Europe/Berlin") { RunOffset = -1, KeyFormat = "%Y-%m-%d" };

        var stored = DagSerializer.Serialize(new Dag("d") { Schedule = schedule }, Source).Timetable!;

        stored.Type.ShouldBe("airflow.timetables.trigger.CronPartitionTimetable");
        var timetable = Engine.Timetables.TimetableFactory.Of(stored).ShouldBeOfType<Engine.Timetables.CronPartitionTimetable>();
        var at = new DateTimeOffset(2026, 7, 5, 1, 0, 0, TimeSpan.Zero);
        var run = timetable.NextDagRunInfo(null, new Engine.Timetables.TimeRestriction(at, null, true), at).ShouldNotBeNull();
        (run.RunAfter, run.PartitionKey, run.LogicalDate).ShouldBe((at, "2026-07-04", null));
    }

    [Fact]
    public void A_start_date_without_kind_is_in_the_zone_of_the_dag()
    {
        var dag = new Dag("d") { Timezone = "Europe/Berlin", StartDate = new DateTime(2026, 1, 1) };
        DagSerializer.Serialize(dag, Source).StartDate.ShouldBe(new DateTimeOffset(2025, 12, 31, 23, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Assets_are_written_with_their_normal_uris_and_collected()
    {
        var dag = new Dag("d") { Schedule = new Asset("orders", "S3://Shop/Orders/") | AssetRef.ByName("invoices") };
        dag.Task("make", () => 1, new() { Outlets = [new Asset("report", "https://me:secret@host/r?b=2&a=1")], Inlets = [new Asset("orders", "s3://Shop/Orders")] });
        var document = DagSerializer.Serialize(dag, Source);
        var text = Encoding.UTF8.GetString(DagSerialization.Write(document));
        text.ShouldContain("\"s3://Shop/Orders\"");
        text.ShouldContain("\"https://host/r?a=1&b=2\"");

        var assets = DagAssets.Of(document, (document.BuildTimetable() as Engine.Timetables.AssetTriggeredTimetable)?.AssetCondition);

        assets.Schedule.ShouldHaveSingleItem().Uri.ShouldBe("s3://Shop/Orders");
        assets.ScheduleNames.ShouldBe(["invoices"]);
        assets.Outlets.ShouldHaveSingleItem().ShouldBe(new TaskAsset("make", new AssetDefinition("report", "https://host/r?a=1&b=2", "asset", "{}")));
        assets.All.Count().ShouldBe(2);
    }

    private static Dag Sample()
    {
        var dag = new Dag("sample")
        {
            Schedule = "@daily",
            StartDate = new DateTime(2026, 1, 1),
            Tags = ["b", "a"],
            DefaultArgs = new DefaultArgs { Retries = 2, RetryDelay = TimeSpan.FromSeconds(7) },
            Params = { ["region"] = new Param<string>("eu") { Enum = ["eu", "us"] } },
        };
        var list = dag.Task("list", () => new[] { 1, 2, 3 });
        var squares = list.Map("square", n => n * n);
        _ = dag.Task("sum", squares, all => all.Sum());
        return dag;
    }
}
