using System.Text;
using System.Text.Json.Nodes;
using Airflow.Celery.Control;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Tests.Control;

public sealed class ControlRequestTests
{
    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("w1@vm", null, null, true)]
    [InlineData("w2@vm", null, null, false)]
    [InlineData("w2@vm", "w1*", "glob", false)]
    [InlineData(null, "w?@*", "glob", true)]
    [InlineData(null, "W1@*", "glob", false)]
    [InlineData(null, "w[!2-9]@vm", "glob", true)]
    [InlineData(null, "w[2-9]@vm", "glob", false)]
    [InlineData(null, "w1", "glob", false)]
    [InlineData(null, "w.@", "pcre", true)]
    [InlineData(null, "@vm", "pcre", false)]
    [InlineData(null, "(", "pcre", false)]
    [InlineData(null, "w1@vm", "unknown", false)]
    public void A_node_knows_whether_it_is_meant(string? destination, string? pattern, string? matcher, bool isMeant)
    {
        var body = new JsonObject { ["method"] = "ping", ["destination"] = destination is null ? null : new JsonArray(destination), ["pattern"] = pattern, ["matcher"] = matcher };

        ControlRequest.Read(new BrokerMessage { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) }).IsFor("w1@vm").ShouldBe(isMeant);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("no json")]
    public void What_is_no_command_is_refused(string body) =>
        Should.Throw<MessageRefusedException>(() => ControlRequest.Read(new BrokerMessage { Body = Encoding.UTF8.GetBytes(body) }));
}
