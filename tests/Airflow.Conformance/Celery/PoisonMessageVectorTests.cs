using System.Text;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers.Redis;
using Airflow.Celery.Messages;

namespace Airflow.Conformance.Celery;

[Trait("Category", "Conformance")]
public sealed class PoisonMessageVectorTests
{
    private const string Good =
        """
        {"body":"W1tdLHt9LHt9XQ==","content-encoding":"utf-8","content-type":"application/json","headers":{"task":"add","id":"1"},
         "properties":{"delivery_mode":2,"delivery_info":{"exchange":"","routing_key":"default"},"priority":0,"body_encoding":"base64","delivery_tag":"t"}}
        """;

    public static TheoryData<string> Cases
    {
        get
        {
            var rows = new TheoryData<string>();
            foreach (var entry in CeleryVectors.Load("celery/poison-messages.json").AsArray())
            {
                if (Poison(entry!["case"]!.GetValue<string>()) is not null)
                {
                    rows.Add(entry["case"]!.GetValue<string>());
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_ends_a_python_worker_is_refused_or_read(string @case)
    {
        var poison = Poison(@case)!;

        var read = () => TaskMessageReader.Read(RedisEnvelope.Read(Encoding.UTF8.GetBytes(poison.Text)).Message);

        if (poison.IsRefused)
        {
            read.ShouldThrow<MessageRefusedException>();
        }
        else
        {
            read().Id.ShouldBe("1");
        }
    }

    private static PoisonMessage? Poison(string @case)
    {
        var envelope = JsonNode.Parse(Good)!.AsObject();
        switch (@case)
        {
            case var name when name.Contains("2 elements", StringComparison.Ordinal):
                envelope["body"] = Convert.ToBase64String("[[],{}]"u8);
                return new PoisonMessage(envelope.ToJsonString(), true);
            case var name when name.Contains("headers.id", StringComparison.Ordinal):
                envelope["headers"]!.AsObject().Remove("id");
                return new PoisonMessage(envelope.ToJsonString(), true);
            case var name when name.Contains("delivery_tag", StringComparison.Ordinal):
                envelope["properties"]!.AsObject().Remove("delivery_tag");
                return new PoisonMessage(envelope.ToJsonString(), true);
            case var name when name.Contains("body_encoding", StringComparison.Ordinal):
                envelope["properties"]!["body_encoding"] = "utf-8";
                envelope["body"] = "[[],{},{}]";
                return new PoisonMessage(envelope.ToJsonString(), false);
            default:
                return null;
        }
    }

    private sealed record PoisonMessage(string Text, bool IsRefused);
}
