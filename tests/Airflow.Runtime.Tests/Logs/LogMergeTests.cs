using System.Text;
using Airflow.Runtime.Logs;

namespace Airflow.Runtime.Tests.Logs;

public sealed class LogMergeTests
{
    [Theory]
    [InlineData(null, "ab", "ab")]
    [InlineData("", "ab", "ab")]
    [InlineData("a", "ab", "ab")]
    [InlineData("ab", "ab", "ab")]
    [InlineData("x", "ab", "xab")]
    [InlineData("x\nab\n", "ab\n", "x\nab\n")]
    [InlineData("there\n", "here\n", "there\nhere\n")]
    public void What_is_kept_and_what_is_here_become_one(string? kept, string own, string whole) =>
        Encoding.UTF8.GetString(LogMerge.Of(kept is null ? null : Encoding.UTF8.GetBytes(kept), Encoding.UTF8.GetBytes(own))).ShouldBe(whole);
}
