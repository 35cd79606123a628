using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;

namespace Airflow.Celery.Tests.Messages;

public sealed class WorkloadTraceTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void The_context_of_a_trace_travels_in_the_headers_and_in_the_workload()
    {
        var message = WorkloadMessage.Write(Workloads.New() with { TraceParent = Parent }, "token", "gen1@h", "r");

        ((string?)message.Headers["traceparent"]).ShouldBe(Parent);
        ((string?)Ti(message)["context_carrier"]!["traceparent"]).ShouldBe(Parent);
    }

    [Fact]
    public void Without_traces_a_message_is_that_of_Airflow()
    {
        var message = WorkloadMessage.Write(Workloads.New(), "token", "gen1@h", "r");

        message.Headers.ContainsKey("traceparent").ShouldBeFalse();
        Ti(message)["context_carrier"]!.AsObject().ShouldBeEmpty();
    }

    private static JsonNode Ti(BrokerMessage message) =>
        JsonNode.Parse((string)JsonNode.Parse(message.Body.Span)![0]![0]!)!["ti"]!;
}
