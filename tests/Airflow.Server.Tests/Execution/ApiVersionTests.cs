using Airflow.Server.Execution;

namespace Airflow.Server.Tests.Execution;

public class ApiVersionTests
{
    [Theory]
    [InlineData("2025-04-10", null)]
    [InlineData("2025-04-11", "2025-04-11")]
    [InlineData("2025-04-27", "2025-04-11")]
    [InlineData("2025-12-01", "2025-11-05")]
    [InlineData("2026-06-30", "2026-06-30")]
    [InlineData("2030-01-01", "2026-06-30")]
    public void A_date_means_the_newest_version_before_it(string asked, string? version)
    {
        ApiVersion.TryRead(asked, out var date, out _).ShouldBeTrue();

        ApiVersion.For(date)?.ToString("yyyy-MM-dd").ShouldBe(version);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-30")]
    [InlineData("2026-2-3")]
    public void What_is_no_date_is_refused(string text)
    {
        ApiVersion.TryRead(text, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeEmpty();
    }
}
