using Airflow.Engine.Configuration;

namespace Airflow.Engine.Tests.Configuration;

public sealed class IniFileTests
{
    [Fact]
    public void Comments_and_blank_lines_end_no_value()
    {
        var file = IniFile.Parse("[a]\nx = 1\n# between\n  2\n\n  3\ny = 4\n", "test");

        file.TryGet("a", "x", out var value).ShouldBeTrue();
        value.ShouldBe("1\n2\n\n3");
        file.KeysOf("a").ShouldBe(["x", "y"]);
    }

    [Fact]
    public void Windows_line_ends_are_read()
    {
        IniFile.Parse("[a]\r\nx = 1\r\n", "test").TryGet("a", "x", out var value).ShouldBeTrue();
        value.ShouldBe("1");
    }

    [Fact]
    public void The_first_delimiter_counts()
    {
        var file = IniFile.Parse("[a]\nurl = redis://h:6379\nother: a=b\n", "test");

        file.TryGet("a", "url", out var url).ShouldBeTrue();
        url.ShouldBe("redis://h:6379");
        file.TryGet("a", "other", out var other).ShouldBeTrue();
        other.ShouldBe("a=b");
    }

    [Fact]
    public void A_reference_to_itself_is_an_error()
    {
        var file = IniFile.Parse("[a]\nx = %(x)s\n", "test");

        Should.Throw<AirflowConfigException>(() => file.TryGet("a", "x", out _)).Code.ShouldBe("config_interpolation");
    }
}
