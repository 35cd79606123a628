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

        var topics = new TryNews(TryNews.RunNumber("dag", "run"), ids, count > 1).Topics().ToList();

        topics.ShouldAllBe(topic => topic.Length < 8000);
        var news = topics.ConvertAll(TryNews.Read);
        news.SelectMany(one => one!.Ids).ShouldBe(ids);
        news.ShouldAllBe(one => one!.Run == TryNews.RunNumber("dag", "run") && one.HasAssets == count > 1);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("tries:")]
    [InlineData("tries:short")]
    [InlineData("tries:AAAAAAAAAAA")]
    [InlineData("tries+assets:AAAAAAAAAAAshort")]
    [InlineData("tries:§§§§§§§§§§§§§§§§§§§§§§")]
    [InlineData("")]
    public void Other_topics_and_damaged_ones_name_no_try(string topic) => TryNews.Read(topic).ShouldBeNull();

    [Fact]
    public void Runs_have_numbers_of_their_own()
    {
        TryNews.RunNumber("a", "b").ShouldBe(TryNews.RunNumber("a", "b"));
        new[] { TryNews.RunNumber("a", "b"), TryNews.RunNumber("a", "c"), TryNews.RunNumber("b", "a"), TryNews.RunNumber("ab", "") }.ShouldBeUnique();
    }
}
