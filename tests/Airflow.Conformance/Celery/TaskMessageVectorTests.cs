using System.Text;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers.Redis;
using Airflow.Celery.Messages;

namespace Airflow.Conformance.Celery;

[Trait("Category", "Conformance")]
public sealed class TaskMessageVectorTests
{
    public static TheoryData<string> Produced => CeleryVectors.Having("raw", "celery", "redis-producer-*.json");

    public static TheoryData<string> Workloads => CeleryVectors.Having("raw", "execution", "celery-redis-*.json");

    public static TheoryData<string> AmqpTasks => CeleryVectors.Having("body_raw", "execution", "celery-amqp-*.json");

    [Theory]
    [MemberData(nameof(Produced))]
    public void An_envelope_that_was_read_is_written_letter_for_letter(string @case)
    {
        var raw = CeleryVectors.Find(@case)["raw"]!.GetValue<string>();

        Encoding.UTF8.GetString(RedisEnvelope.Read(Encoding.UTF8.GetBytes(raw)).Write()).ShouldBe(raw);
    }

    [Theory]
    [MemberData(nameof(Produced))]
    public void A_task_that_was_read_is_written_as_celery_wrote_it(string @case)
    {
        var recorded = CeleryVectors.Find(@case);
        var envelope = RedisEnvelope.Read(Encoding.UTF8.GetBytes(recorded["raw"]!.GetValue<string>()));

        var written = TaskMessageWriter.Write(TaskMessageReader.Read(envelope.Message));

        Vectors.ShouldMatch(JsonNode.Parse(written.Body.Span), recorded["body_decoded"]);
        var headers = (JsonObject)recorded["parsed"]!["headers"]!.DeepClone();
        // Celery 5.2 does not send the newest three
        headers.TryAdd("replaced_task_nesting", 0);
        headers.TryAdd("stamped_headers", null);
        headers.TryAdd("stamps", new JsonObject());
        Vectors.ShouldMatch(written.Headers, headers);
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Airflows_workload_is_read_whole(string @case)
    {
        var recorded = CeleryVectors.Find(@case);

        var received = WorkloadMessage.Read(TaskMessageReader.Read(RedisEnvelope.Read(Encoding.UTF8.GetBytes(recorded["raw"]!.GetValue<string>())).Message));

        ShouldTell(received, recorded["workload"]!);
    }

    [Theory]
    [MemberData(nameof(AmqpTasks))]
    public void Airflows_workload_over_amqp_is_read_whole(string @case)
    {
        var recorded = CeleryVectors.Find(@case);
        var message = new BrokerMessage
        {
            Body = Encoding.UTF8.GetBytes(recorded["body_raw"]!.GetValue<string>()),
            Headers = (JsonObject)recorded["properties"]!["application_headers"]!.DeepClone(),
        };

        ShouldTell(WorkloadMessage.Read(TaskMessageReader.Read(message)), recorded["workload"]!);
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void A_workload_of_ours_has_the_shape_of_airflows(string @case)
    {
        var recorded = CeleryVectors.Find(@case);
        var envelope = RedisEnvelope.Read(Encoding.UTF8.GetBytes(recorded["raw"]!.GetValue<string>()));
        var received = WorkloadMessage.Read(TaskMessageReader.Read(envelope.Message));

        var written = WorkloadMessage.Write(received.Workload, received.Token, "gen1@vm", envelope.Message.ReplyTo!);

        written.Headers.Select(header => header.Key).ShouldBe(envelope.Message.Headers.Select(header => header.Key));
        written.Headers["task"]!.GetValue<string>().ShouldBe("execute_workload");
        written.Headers["argsrepr"]!.GetValue<string>().ShouldNotContain(received.Token);
        var own = JsonNode.Parse(JsonNode.Parse(written.Body.Span)![0]![0]!.GetValue<string>())!.AsObject();
        var theirs = recorded["workload"]!.DeepClone().AsObject();
        // 3.1 has no host name and Sentry's place, and a carrier that 3.3 dropped
        var known = theirs["ti"]!.AsObject();
        known.Remove("parent_context_carrier");
        known.TryAdd("hostname", "");
        known["context_carrier"] = new JsonObject();
        theirs["sentry_integration"] = "";
        Vectors.ShouldMatch(own, theirs);
    }

    private static void ShouldTell(ReceivedWorkload received, JsonNode workload)
    {
        var ti = workload["ti"]!;
        received.Token.ShouldBe(workload["token"]!.GetValue<string>());
        received.Workload.Id.ToString().ShouldBe(ti["id"]!.GetValue<string>());
        received.Workload.DagVersionId.ToString().ShouldBe(ti["dag_version_id"]!.GetValue<string>());
        received.Workload.Key.DagId.ShouldBe(ti["dag_id"]!.GetValue<string>());
        received.Workload.Key.TaskId.ShouldBe(ti["task_id"]!.GetValue<string>());
        received.Workload.Key.RunId.ShouldBe(ti["run_id"]!.GetValue<string>());
        received.Workload.Key.MapIndex.ShouldBe(ti["map_index"]!.GetValue<int>());
        received.Workload.TryNumber.ShouldBe(ti["try_number"]!.GetValue<int>());
        received.Workload.Queue.ShouldBe(ti["queue"]!.GetValue<string>());
        received.Workload.PoolSlots.ShouldBe(ti["pool_slots"]!.GetValue<int>());
        received.Workload.PriorityWeight.ShouldBe(ti["priority_weight"]!.GetValue<int>());
        received.Workload.BundleName.ShouldBe(workload["bundle_info"]!["name"]!.GetValue<string>());
        received.Workload.DagRelPath.ShouldBe(workload["dag_rel_path"]!.GetValue<string>());
        received.Workload.LogPath.ShouldBe(workload["log_path"]!.GetValue<string>());
    }
}
