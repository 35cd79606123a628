using System.Text;
using System.Text.Json.Nodes;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Tests.Dags;

public sealed class DagSerializationTests
{
    [Fact]
    public void A_field_that_nobody_knows_survives()
    {
        var document = DagDocuments.Json();
        document["dag"]!["from_the_future"] = new JsonObject { ["x"] = 1 };
        DagDocuments.FirstTask(document)["bash_command"] = "echo {{ ds }}";

        var dag = DagSerialization.Read(document.ToJsonString());

        dag.Extra.TryGet("from_the_future", out _).ShouldBeTrue();
        dag.Tasks[0].Extra.TryGet("bash_command", out var command).ShouldBeTrue();
        command.GetString().ShouldBe("echo {{ ds }}");
        JsonNode.DeepEquals(JsonNode.Parse(DagSerialization.Write(dag)), document).ShouldBeTrue();
    }

    [Fact]
    public void What_is_written_comes_from_the_typed_properties()
    {
        var dag = DagSerialization.Read(DagDocuments.Json().ToJsonString());
        var changed = dag with
        {
            StartDate = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Tasks = [dag.Tasks[0] with { Retries = 4, RetryDelay = TimeSpan.FromMilliseconds(1500) }],
        };

        var text = Encoding.UTF8.GetString(DagSerialization.Write(changed));

        text.ShouldBe(
            """
            {"__version":3,"dag":{"dag_id":"d","fileloc":"/dags/d.py","start_date":1767225600.0,"tasks":[{"__type":"operator","__var":
            """.Trim() + """{"_task_module":"m","retries":4,"retry_delay":1.5,"task_id":"a","task_type":"EmptyOperator","template_fields":[]}}]}}""");
    }

    [Theory]
    [InlineData("1e2", "100.0")]
    [InlineData("1E400", null)]
    [InlineData("0.1", "0.1")]
    [InlineData("-0", "0")]
    [InlineData("1e16", "1e+16")]
    [InlineData("1e-5", "1e-05")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1234567890123456.7", "1234567890123456.8")]
    public void A_number_has_one_form(string given, string? written)
    {
        var json = DagDocuments.Json().ToJsonString().Replace("\"template_fields\":[]", $"\"template_fields\":[],\"x\":{given}", StringComparison.Ordinal);

        if (written is null)
        {
            Should.Throw<DagSerializationException>(() => DagSerialization.Write(DagSerialization.Read(json)));
            return;
        }

        Encoding.UTF8.GetString(DagSerialization.Write(DagSerialization.Read(json))).ShouldContain($"\"x\":{written}}}");
    }

    [Theory]
    [InlineData("task_id", "7", "dag.tasks[0].task_id")]
    [InlineData("retries", "\"three\"", "dag.tasks[0].retries")]
    [InlineData("retries", "1.5", "dag.tasks[0].retries")]
    [InlineData("retry_delay", "1e300", "dag.tasks[0].retry_delay")]
    [InlineData("start_date", "\"yesterday\"", "dag.tasks[0].start_date")]
    [InlineData("downstream_task_ids", "[\"b\"]", "dag.tasks[0].downstream_task_ids")]
    [InlineData("downstream_task_ids", "[1]", "dag.tasks[0].downstream_task_ids")]
    [InlineData("_is_mapped", "true", "dag.tasks[0].expand_input")]
    [InlineData("params", "[[\"x\"]]", "dag.tasks[0].params[0]")]
    [InlineData("priority_weight", "null", "dag.tasks[0].priority_weight")]
    [InlineData("doc", "\"\\ud800\"", "dag.tasks[0].doc")]
    public void A_wrong_field_of_a_task_is_named_with_its_place(string field, string value, string path)
    {
        var document = DagDocuments.Json();
        DagDocuments.FirstTask(document).Remove(field);
        var json = document.ToJsonString().Replace("{\"__type\":\"operator\",\"__var\":{", $"{{\"__type\":\"operator\",\"__var\":{{\"{field}\":{value},", StringComparison.Ordinal);

        var error = Should.Throw<DagSerializationException>(() => DagSerialization.Read(json));

        error.Path.ShouldBe(path);
        error.Message.ShouldContain(path);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("{\"__version\": 3}", "$.dag")]
    [InlineData("{\"__version\": 2, \"dag\": {}}", "$.__version")]
    [InlineData("{\"__version\": 3, \"dag\": {\"dag_id\": \"d\"}}", "dag.tasks")]
    [InlineData("{\"__version\": 3, \"dag\": {\"tasks\": [], \"dag_id\": \"d\"}}", "dag.fileloc")]
    [InlineData("{\"__version\": 3, \"dag\": {}, \"more\": 1}", "$")]
    public void A_document_that_is_none_is_refused(string json, string path) =>
        Should.Throw<DagSerializationException>(() => DagSerialization.Read(json)).Path.ShouldBe(path);

    [Fact]
    public void A_templated_field_may_hold_a_text_where_a_number_belongs()
    {
        var document = DagDocuments.Json();
        DagDocuments.FirstTask(document)["template_fields"] = new JsonArray("pool_slots");
        DagDocuments.FirstTask(document)["pool_slots"] = "{{ params.slots }}";

        var dag = DagSerialization.Read(document.ToJsonString());

        dag.Tasks[0].PoolSlots.ShouldBeNull();
        JsonNode.DeepEquals(JsonNode.Parse(DagSerialization.Write(dag)), document).ShouldBeTrue();
    }

    [Fact]
    public void Size_depth_and_number_of_tasks_are_bounded()
    {
        var json = DagDocuments.Json().ToJsonString();
        var deep = string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200));

        Should.Throw<DagSerializationException>(() => DagSerialization.Read(json, new DagSerializationLimits { MaxBytes = 10 }));
        Should.Throw<DagSerializationException>(() => DagSerialization.Read(json, new DagSerializationLimits { MaxTasks = 0 }));
        Should.Throw<DagSerializationException>(() => DagSerialization.Read(json.Replace("[]", deep, StringComparison.Ordinal)));
    }

    [Fact]
    public void Two_tasks_with_one_id_are_refused()
    {
        var document = DagDocuments.Json();
        document["dag"]!["tasks"]!.AsArray().Add(document["dag"]!["tasks"]![0]!.DeepClone());

        Should.Throw<DagSerializationException>(() => DagSerialization.Read(document.ToJsonString())).Path.ShouldBe("dag.tasks[1].task_id");
    }
}
