using Airflow.Cli.Output;

namespace Airflow.Cli.Tests.Output;

public sealed class TableTextTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell() =>
        TableText.Render(["a", "long"], [["xyz", "1"], ["", "22222"]], 200)
            .ShouldBe("a   | long \n====+======\nxyz | 1    \n    | 22222\n           \n");

    [Fact]
    public void The_widest_column_gives_way_and_its_text_is_folded_at_words() =>
        TableText.Render(["id", "text"], [["1", "one two three four five"]], 16)
            .ShouldBe("id | text       \n===+============\n1  | one two    \n   | three four \n   | five       \n                \n");

    [Fact]
    public void A_word_wider_than_its_column_is_cut() =>
        TableText.Render(["id", "text"], [["1", "abcdefghijklmno"]], 15)
            .ShouldBe("id | text      \n===+===========\n1  | abcdefghij\n   | klmno     \n               \n");

    [Fact]
    public void Wide_letters_count_twice() =>
        TableText.Render(["a"], [["日本"]], 200).ShouldBe("a   \n====\n日本\n    \n");
}
