using System.Text.Json.Nodes;

namespace Airflow.Engine.Tests.Secrets;

using Airflow.Engine.Connections;
using Airflow.Engine.Secrets;

public sealed class SecretMaskerTests
{
    private readonly SecretMasker _masker = new(new MaskingOptions());

    [Fact]
    public void A_line_without_secrets_is_the_very_same_line()
    {
        _masker.Add("hunter22");
        const string line = "nothing to hide here";

        _masker.Redact(line).ShouldBeSameAs(line);
    }

    [Fact]
    public void Looking_at_a_line_without_secrets_allocates_nothing()
    {
        _masker.Add("hunter22");
        _masker.Add("correct horse battery");
        var line = new string('x', 4096);
        _masker.Redact(line);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _masker.Redact(line);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void The_longest_of_two_secrets_at_one_place_is_replaced()
    {
        _masker.Add("hunter22");
        _masker.Add("hunter22extra");

        _masker.Redact("hunter22extra and hunter22").ShouldBe("*** and ***");
    }

    [Fact]
    public void A_secret_added_later_is_masked_from_then_on()
    {
        _masker.Redact("hunter22").ShouldBe("hunter22");
        _masker.Add("hunter22");
        _masker.Redact("hunter22").ShouldBe("***");
    }

    [Fact]
    public void A_connection_gives_its_password_its_quoted_password_and_its_secret_extras()
    {
        _masker.Add(new Connection { ConnId = "c", ConnType = "http", Password = "p@ss/word", Extra = """{"token": "t0k3n-x", "region": "eu-west-1"}""" });

        _masker.Redact("p@ss/word p%40ss%2Fword p%40ss/word t0k3n-x eu-west-1").ShouldBe("*** *** *** *** eu-west-1");
    }

    [Fact]
    public void Many_threads_may_add_and_redact()
    {
        Parallel.For(0, 200, number =>
        {
            _masker.Add($"secret-{number:000}");
            _masker.Redact($"see secret-{number:000} there").ShouldBe("see *** there");
        });
    }

    [Fact]
    public void The_original_is_not_changed()
    {
        var value = JsonNode.Parse("""{"password": "x", "list": [1, "y"]}""");

        _masker.Redact(value);

        value!.ToJsonString().ShouldBe("""{"password":"x","list":[1,"y"]}""");
    }
}
