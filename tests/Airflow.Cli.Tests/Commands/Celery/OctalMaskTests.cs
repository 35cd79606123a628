using Airflow.Cli.Commands.Celery;
using Airflow.Engine;

namespace Airflow.Cli.Tests.Commands.Celery;

public sealed class OctalMaskTests
{
    [Theory]
    [InlineData("077", 63)]
    [InlineData("0o027", 23)]
    [InlineData("22", 18)]
    [InlineData("0", 0)]
    public void Octal_digits_are_a_mask(string text, int mask) => OctalMask.Parse(text).ShouldBe((uint)mask);

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("1777")]
    [InlineData("rwx")]
    public void Everything_else_is_refused(string text) => Should.Throw<AirflowException>(() => OctalMask.Parse(text)).Code.ShouldBe("umask_invalid");
}
