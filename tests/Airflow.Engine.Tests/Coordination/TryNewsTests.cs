using Airflow.Engine.Coordination;

namespace Airflow.Engine.Tests.Coordination;

public sealed class TryNewsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(1001)]
    public void What_is_told_is_read_again(int count)
    {
        Guid[] ids = [.. Enumerable.Range(0, count).Select(static _ => Guid.CreateVersion7())];

        var topics = TryNews.Topics(ids).ToList();

        topics.ShouldAllBe(topic => topic.Length < 8000);
        topics.SelectMany(TryNews.Read).ShouldBe(ids);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("tries:")]
    [InlineData("tries:short")]
    [InlineData("tries:§§§§§§§§§§§§§§§§§§§§§§")]
    [InlineData("")]
    public void Other_topics_and_damaged_ones_name_no_try(string topic) => TryNews.Read(topic).ShouldBeEmpty();
}
