package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures that were looked at and found right. After a change that is wanted, `-Dgotstack.renew=true` writes them
/// anew: look at them again.
class ChartGoldenTest {
    private static final Path GOLDENS = Samples.ROOT.resolve("src/test/resources/charts");
    /// Font rasterizers differ a little at the edges of letters.
    private static final int SHADE = 48;

    private static final double DIFFERENT = 0.004;

    @ParameterizedTest
    @ValueSource(strings = {"article-x86", "stack-x86-damage", "stack-x86-filters"})
    void looksAsItLooked(String sample) throws IOException {
        var analysis = Samples.analyze(Samples.dump(Samples.ROOT.resolve("dumps-sample/" + sample)));
        var data = Charts.of(analysis).orElseThrow();
        Samples.close(analysis);
        var out = new ByteArrayOutputStream();
        ChartExport.write(data, ChartFormat.PNG, new ChartExport.Page(1120, 640, 1, ChartStyle.light()), out);
        var golden = GOLDENS.resolve(sample + ".png");
        if (Boolean.getBoolean("gotstack.renew")) {
            Files.createDirectories(GOLDENS);
            Files.write(golden, out.toByteArray());
        }
        var now = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        var then = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(golden)));
        assertEquals(then.getWidth(), now.getWidth());
        assertEquals(then.getHeight(), now.getHeight());
        assertTrue(different(now, then) <= DIFFERENT, sample + " differs in " + different(now, then));
    }

    /// The part of pixels that are clearly different.
    private static double different(BufferedImage now, BufferedImage then) {
        int count = 0;
        for (int y = 0; y < now.getHeight(); y++) {
            for (int x = 0; x < now.getWidth(); x++) {
                count += distance(now.getRGB(x, y), then.getRGB(x, y)) > SHADE ? 1 : 0;
            }
        }
        return (double) count / (now.getWidth() * now.getHeight());
    }

    private static int distance(int a, int b) {
        int most = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            most = Math.max(most, Math.abs((a >> shift & 0xff) - (b >> shift & 0xff)));
        }
        return most;
    }
}
